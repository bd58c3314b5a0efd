using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Readers;

/// <summary>Takes comments out of the queues that their authors took back. Many messages share one transaction.</summary>
public sealed class RecordWithdrawalConsumer(GroupCommit<CommentWithdrawn> withdrawals) : IConsumes<CommentWithdrawn>
{
    public Task ConsumeAsync(CommentWithdrawn message, CancellationToken cancellationToken) =>
        withdrawals.AddAsync(message, cancellationToken);
}
