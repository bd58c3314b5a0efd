using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Publications;

/// <summary>Takes from the bus what Moderator decided, and what readers took back.</summary>
public sealed class RecordDecisionConsumer(PublicationStore store, ArticleVersions versions)
    : IConsumes<CommentApproved>,
        IConsumes<CommentRetracted>,
        IConsumes<CommentWithdrawn>
{
    public Task ConsumeAsync(CommentApproved message, CancellationToken cancellationToken) =>
        RecordAsync(Publication.Of(message), cancellationToken);

    public Task ConsumeAsync(CommentRetracted message, CancellationToken cancellationToken) =>
        RecordAsync(Publication.Of(message), cancellationToken);

    public Task ConsumeAsync(CommentWithdrawn message, CancellationToken cancellationToken) =>
        RecordAsync(Publication.Of(message), cancellationToken);

    private async Task RecordAsync(Publication publication, CancellationToken cancellationToken)
    {
        await store.RecordAsync(publication, cancellationToken);
        versions.Advance(publication.ArticleId);
    }
}
