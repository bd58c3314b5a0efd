using MassTransit;
using Moderation.Contracts;

namespace Moderation.Publisher.Publications;

/// <summary>Takes decisions from the bus, in any order and any number of times.</summary>
public sealed class RecordDecisionConsumer(PublicationStore store) : IConsumer<CommentApproved>, IConsumer<CommentRetracted>
{
    public Task Consume(ConsumeContext<CommentApproved> context) =>
        store.RecordAsync(Publication.Of(context.Message), context.CancellationToken);

    public Task Consume(ConsumeContext<CommentRetracted> context) =>
        store.RecordAsync(Publication.Of(context.Message), context.CancellationToken);
}
