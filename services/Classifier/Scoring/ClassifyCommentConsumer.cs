using MassTransit;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Contracts;

namespace Moderation.Classifier.Scoring;

/// <summary>Scores submitted comments, many at once. The same comment gets the same scores, so a second delivery does no harm.</summary>
public sealed class ClassifyCommentConsumer(ModelInUse model, TimeProvider time) : IConsumer<Batch<CommentSubmitted>>
{
    public async Task Consume(ConsumeContext<Batch<CommentSubmitted>> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var scorer = model.Scorer!;
        var classified = context.Message.Select(comment => Classify(scorer, comment.Message)).ToList();
        await context.PublishBatch(classified, context.CancellationToken);
    }

    private CommentClassified Classify(CommentScorer scorer, CommentSubmitted comment)
    {
        var (scores, spans) = scorer.Explain(new CommentInput(comment.Text.Title, comment.Text.Content, comment.Article.Headline ?? ""));
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
}

/// <summary>Few enough for one batch to be quick, many enough for the broker not to be asked for each.</summary>
public sealed class ClassifyCommentConsumerDefinition : ConsumerDefinition<ClassifyCommentConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<ClassifyCommentConsumer> consumerConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = 128;
        consumerConfigurator.Options<BatchOptions>(batch => batch.SetMessageLimit(64).SetTimeLimit(TimeSpan.FromMilliseconds(20)).SetConcurrencyLimit(2));
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
