using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Data;

/// <summary>Hears when an erasure is done everywhere.</summary>
public sealed class RecordErasureConsumer(ErasureStore erasures) : IConsumes<CommentForgotten>
{
    public Task ConsumeAsync(CommentForgotten message, CancellationToken cancellationToken) =>
        erasures.CompleteAsync(message.CommentId, cancellationToken);
}
