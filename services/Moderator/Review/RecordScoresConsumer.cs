using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Review;

/// <summary>Takes in the scores of a comment. Many messages share one transaction.</summary>
public sealed class RecordScoresConsumer(GroupCommit<CommentClassified> scores) : IConsumes<CommentClassified>
{
    public Task ConsumeAsync(CommentClassified message, CancellationToken cancellationToken) =>
        scores.AddAsync(message, cancellationToken);
}
