using MassTransit;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Review;

/// <summary>Takes in the scores of a comment. Many messages share one transaction.</summary>
public sealed class RecordScoresConsumer(GroupCommit<CommentClassified> scores) : IConsumer<CommentClassified>
{
    public Task Consume(ConsumeContext<CommentClassified> context) => scores.AddAsync(context.Message, context.CancellationToken);
}
