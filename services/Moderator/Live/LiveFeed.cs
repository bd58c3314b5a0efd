using Dapper;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Queue;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Live;

/// <summary>
/// Hears of changes from the database, whichever copy of the service made them, and tells the consoles that are connected here.
/// </summary>
internal sealed class LiveFeed(
    Listeners listeners,
    Audience audience,
    LiveStore store,
    QueueStore queues,
    ILogger<LiveFeed> log
) : BackgroundService
{
    private const int ItemsInOne = 200;

    /// <summary>What changes within this time is told together.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                log.LogWarning("Changes could not be heard of ({Reason}); the consoles connect again", exception.Message);
                audience.EndAll();
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        var heard = new List<string>();
        await using var connection = await listeners.ListenAsync(Changes.Channel, stoppingToken);
        connection.Notification += (_, notification) => heard.Add(notification.Payload);
        while (true)
        {
            await connection.WaitAsync(stoppingToken);
            await Task.Delay(Gather, stoppingToken);
            await connection.ExecuteAsync("SELECT 1");
            var changes = heard
                .Select(Changes.Parse)
                .ToLookup(change => change.Kind, change => change.Ids, StringComparer.Ordinal);
            heard.Clear();
            if (!audience.IsEmpty)
                await TellAsync(
                    [.. changes[Changes.Comments].SelectMany(ids => ids).Distinct()],
                    [.. changes[Changes.Leases].SelectMany(ids => ids).Distinct()],
                    changes.Contains(Changes.Queues),
                    stoppingToken
                );
        }
    }

    private async Task TellAsync(Guid[] changed, Guid[] leased, bool areQueuesChanged, CancellationToken stoppingToken)
    {
        foreach (var listener in areQueuesChanged ? audience.Listeners : [])
            listener.Tell(LiveEvent.Queues);
        foreach (var chunk in leased.Chunk(ItemsInOne))
        {
            var items = await store.ItemsAsync(chunk, stoppingToken);
            Tell("item-leased", items.Where(item => item.Holder is not null), item => new LeasedItem(
                item.Id,
                item.Holder!,
                item.Until!.Value
            ));
            Tell("item-released", items.Where(item => item.Holder is null), item => new ReleasedItem(item.Id));
        }
        foreach (var chunk in changed.Chunk(ItemsInOne))
        {
            var items = (await store.ItemsAsync(chunk, stoppingToken)).Where(item => item.Outcome is not null).ToList();
            Tell("arrived", items.Where(item => item.HasArrived), item => new Arrival(item.Id, item.Queue));
            Tell("item-decided", items.Where(item => !item.HasArrived), item => new DecidedItem(
                item.Id,
                item.Queue,
                item.Outcome!,
                item.Moderator,
                item.Version!.Value,
                item.Featured,
                item.ParentId
            ));
        }
        if (changed.Length > 0 || areQueuesChanged)
        {
            foreach (var view in audience.Listeners.GroupBy(listener => listener.View, StringComparer.Ordinal))
            {
                var counts = LiveEvent.Counts(await queues.CountsAsync(view.First().Sections, stoppingToken));
                foreach (var listener in view)
                    listener.Tell(counts);
            }
        }
    }

    /// <summary>Everybody hears of the sections that they may see, and of nothing else.</summary>
    private void Tell<TItem>(string type, IEnumerable<LiveItem> items, Func<LiveItem, TItem> shown)
    {
        foreach (var view in audience.Listeners.GroupBy(listener => listener.View, StringComparer.Ordinal))
        {
            var seen = items.Where(item => view.First().Sections.Includes(item.Section)).Select(shown).ToList();
            if (seen.Count == 0)
                continue;
            var told = LiveEvent.Items(type, seen);
            foreach (var listener in view)
                listener.Tell(told);
        }
    }
}
