using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.NamedQueues;
using Moderation.Moderator.Queue;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Flow;

/// <summary>What waits for people, queue by queue.</summary>
internal sealed class QueueBacklogs(QueueStore queues, NamedQueueStore named) : IBacklogs
{
    public async Task<IReadOnlyList<Backlog>> ReadAsync(CancellationToken cancellationToken)
    {
        var counts = await queues.CountsAsync(sections: null, cancellationToken);
        var oldest = await queues.OldestAsync(cancellationToken);
        return
        [
            .. Queues
                .Waiting.Select(status => (Queue: status.Word(), Name: status.Word()))
                .Concat((await named.NamesAsync(cancellationToken)).Select(row => (Queue: $"{row.Key}", Name: row.Value)))
                .Select(of => new Backlog(
                    of.Name,
                    counts.GetValueOrDefault(of.Queue),
                    oldest.TryGetValue(of.Queue, out var first) ? first.Since : null
                )),
        ];
    }
}
