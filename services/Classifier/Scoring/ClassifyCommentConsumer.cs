using MassTransit;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Contracts;

namespace Moderation.Classifier.Scoring;

/// <summary>
/// Scores submitted comments, many at once. The same comment gets the same scores, so a second delivery does no harm.
/// A comment that cannot be scored is left out, and Moderator holds it as not scored, so that it does not fail the others of its batch.
/// </summary>
public sealed partial class ClassifyCommentConsumer(ModelInUse model, TimeProvider time, ILogger<ClassifyCommentConsumer> logger)
    : IConsumer<Batch<CommentSubmitted>>
{
    public async Task Consume(ConsumeContext<Batch<CommentSubmitted>> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var scorer = model.Scorer!;
        var classified = context
            .Message.Select(comment => Classify(scorer, comment.Message))
            .OfType<CommentClassified>()
            .ToList();
        if (classified.Count > 0)
            await context.PublishBatch(classified, context.CancellationToken);
    }

    private CommentClassified? Classify(CommentScorer scorer, CommentSubmitted comment)
    {
        try
        {
            var (scores, spans) = scorer.Explain(
                new CommentInput(comment.Text.Title, comment.Text.Content, comment.Article.Headline ?? "")
            );
            return new CommentClassified
            {
                CommentId = comment.CommentId,
                Revision = comment.Revision,
                ClassifiedAt = time.GetUtcNow(),
                Scores = scores,
                Spans = spans,
                Model = scorer.Model,
            };
        }
        catch (Exception exception)
        {
            // Not the exception itself: its message could quote the text.
            LogNotScored(logger, comment.CommentId, exception.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "Comment {CommentId} could not be scored ({Fault}) and is left to the moderators.")]
    private static partial void LogNotScored(ILogger logger, Guid commentId, string fault);
}

/// <summary>Few enough for one batch to be quick, many enough for the broker not to be asked for each.</summary>
public sealed class ClassifyCommentConsumerDefinition : ConsumerDefinition<ClassifyCommentConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<ClassifyCommentConsumer> consumerConfigurator,
        IRegistrationContext context
    )
    {
        endpointConfigurator.PrefetchCount = 128;
        consumerConfigurator.Options<BatchOptions>(batch =>
            batch.SetMessageLimit(64).SetTimeLimit(TimeSpan.FromMilliseconds(20)).SetConcurrencyLimit(2)
        );
    }
}

/// <summary>Without a usable model the consumer is left out, so that messages wait in their queue.</summary>
internal static class Classification
{
    public static void AddClassification(this IBusRegistrationConfigurator bus, ModelInUse model)
    {
        if (model.Scorer is not null)
            bus.AddConsumer<ClassifyCommentConsumer, ClassifyCommentConsumerDefinition>();
    }
}
