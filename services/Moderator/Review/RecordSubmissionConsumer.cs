using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Review;

/// <summary>Takes in the text of a comment. Many messages share one transaction.</summary>
public sealed class RecordSubmissionConsumer(GroupCommit<Traced<CommentSubmitted>> submissions) : IConsumes<CommentSubmitted>
{
    public Task ConsumeAsync(CommentSubmitted message, CancellationToken cancellationToken) =>
        submissions.AddAsync(new(message), cancellationToken);
}
