using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Readers;

/// <summary>Erases what readers wrote and what tells of them.</summary>
public sealed class EraseCommentConsumer(ErasureStore erasures) : IConsumes<CommentErased>
{
    public Task ConsumeAsync(CommentErased message, CancellationToken cancellationToken) => erasures.EraseAsync(message);
}
