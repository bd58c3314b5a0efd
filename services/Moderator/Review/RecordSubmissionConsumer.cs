using MassTransit;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Review;

/// <summary>Takes in the text of a comment. Many messages share one transaction.</summary>
public sealed class RecordSubmissionConsumer(GroupCommit<CommentSubmitted> submissions) : IConsumer<CommentSubmitted>
{
    public Task Consume(ConsumeContext<CommentSubmitted> context) =>
        submissions.AddAsync(context.Message, context.CancellationToken);
}
