using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Publications;

/// <summary>Takes decisions from the bus.</summary>
public sealed class RecordDecisionConsumer(PublicationStore store) : IConsumes<CommentApproved>, IConsumes<CommentRetracted>
{
    public Task ConsumeAsync(CommentApproved message, CancellationToken cancellationToken) =>
        store.RecordAsync(Publication.Of(message), cancellationToken);

    public Task ConsumeAsync(CommentRetracted message, CancellationToken cancellationToken) =>
        store.RecordAsync(Publication.Of(message), cancellationToken);
}
