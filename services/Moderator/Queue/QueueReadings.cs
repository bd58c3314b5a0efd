using System.Diagnostics.Metrics;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.NamedQueues;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Queue;

/// <summary>How much waits in each queue, and since when.</summary>
internal sealed class QueueReadings(QueueStore queues, NamedQueueStore named, IMeterFactory meters, TimeProvider time)
    : Readings(time)
{
    /// <summary>A named queue may be called as one of the others.</summary>
    private const string Named = "named: ";

    private readonly Gauge _comments = new(
        meters,
        time,
        "moderation.queue.comments",
        "{comment}",
        "Comments that wait for a moderator, by queue."
    );

    private readonly Gauge _oldest = new(
        meters,
        time,
        "moderation.queue.oldest",
        "s",
        "How long the oldest comment of a queue has been waiting; 0 when none waits."
    );

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        DecisionFigures.Begin();
        var counts = await queues.CountsAsync(sections: null, stoppingToken);
        var oldest = await queues.OldestAsync(stoppingToken);
        var waiting = Queues
            .All.Where(queue => queue.Waiting)
            .Select(queue => (Queue: queue.Name, Label: queue.Name))
            .Concat((await named.NamesAsync(stoppingToken)).Select(row => (Queue: $"{row.Key}", Label: Named + row.Value)))
            .ToList();
        _comments.Read("queue", waiting.Select(of => KeyValuePair.Create(of.Label, (double)counts.GetValueOrDefault(of.Queue))));
        _oldest.Read("queue", waiting.Select(of => KeyValuePair.Create(of.Label, oldest.GetValueOrDefault(of.Queue).Seconds)));
    }
}
