using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Queue;

/// <summary>Adds the counts of the queues up, once a second. Any copy of the service does it for all.</summary>
internal sealed class CountSums(QueueStore queues, TimeProvider time, ILogger<CountSums> log) : Rounds(time)
{
    protected override Task RoundAsync(CancellationToken stoppingToken) => queues.AddUpAsync(stoppingToken);

    protected override void Tell(string reason) =>
        log.LogWarning("The counts of the queues could not be added up ({Reason}); trying again", reason);
}
