using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Readers;

/// <summary>Puts rejected comments into the queue of appeals whose authors ask for it.</summary>
public sealed class RecordAppealConsumer(AppealStore appeals) : IConsumes<CommentAppealed>
{
    public Task ConsumeAsync(CommentAppealed message, CancellationToken cancellationToken) => appeals.RecordAsync(message);
}
