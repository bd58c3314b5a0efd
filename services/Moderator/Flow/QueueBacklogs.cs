using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Queue;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Flow;

/// <summary>What waits for people, queue by queue.</summary>
internal sealed class QueueBacklogs(QueueStore queues) : IBacklogs
{
    public async Task<IReadOnlyList<Backlog>> ReadAsync(CancellationToken cancellationToken)
    {
        var counts = await queues.CountsAsync(sections: null, cancellationToken);
        var oldest = await queues.OldestAsync(cancellationToken);
        return
        [
            .. Queues
                .Waiting.Select(status => status.Word())
                .Select(queue => new Backlog(
                    queue,
                    counts[queue],
                    oldest.TryGetValue(queue, out var first) ? first.Since : null
                )),
        ];
    }
}
