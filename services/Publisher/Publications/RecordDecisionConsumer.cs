using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Publications;

/// <summary>Takes from the bus what Moderator decided, and what readers took back.</summary>
public sealed class RecordDecisionConsumer(PublicationStore store)
    : IConsumes<CommentApproved>,
        IConsumes<CommentRetracted>,
        IConsumes<CommentWithdrawn>
{
    public Task ConsumeAsync(CommentApproved message, CancellationToken cancellationToken) =>
        store.RecordAsync(Publication.Of(message), cancellationToken);

    public Task ConsumeAsync(CommentRetracted message, CancellationToken cancellationToken) =>
        store.RecordAsync(Publication.Of(message), cancellationToken);

    public Task ConsumeAsync(CommentWithdrawn message, CancellationToken cancellationToken) =>
        store.RecordAsync(Publication.Of(message), cancellationToken);
}
