using Moderation.Moderator.Leases;
using Moderation.Moderator.Policy;
using Npgsql;

namespace Moderation.Moderator.Live;

/// <summary>
/// Once a second: writes down which consoles are connected here, tells them whether the classifier answers, and ends the leases
/// that ran out or whose console is gone. Any copy of the service ends those of a copy that died.
/// </summary>
internal sealed class Presence(
    Audience audience,
    LiveStore store,
    LeaseStore leases,
    PolicyOptions policy,
    TimeProvider time,
    ILogger<Presence> log
) : BackgroundService
{
    private DateTimeOffset? _silentSince;

    private const int SecondsBetweenHeartbeats = 5;
    private const int SecondsBetweenCleanings = 600;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        for (var second = 0; await timer.WaitForNextTickAsync(stoppingToken); second++)
        {
            try
            {
                await SeeAsync(stoppingToken);
                await WatchScoringAsync(stoppingToken);
                if (second % SecondsBetweenHeartbeats == 0)
                    Tell(LiveEvent.Heartbeat);
                await leases.EndAbandonedAsync(stoppingToken);
                if (second % SecondsBetweenCleanings == 0)
                    await store.ForgetAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                log.LogWarning(
                    "The consoles that are connected could not be written down ({Reason}); trying again",
                    exception.Message
                );
            }
        }
    }

    private async Task SeeAsync(CancellationToken stoppingToken)
    {
        var listeners = audience.Listeners;
        if (listeners.Count == 0)
            return;
        var current = await store.SeeAsync(listeners, stoppingToken);
        foreach (var listener in listeners.Where(listener => !current.Contains(listener.Console)))
            listener.End();
    }

    private async Task WatchScoringAsync(CancellationToken stoppingToken)
    {
        if (audience.IsEmpty)
            return;
        var silentSince = await store.SilentSinceAsync(policy.ScoringTimeout, stoppingToken);
        if (silentSince == _silentSince)
            return;
        _silentSince = silentSince;
        Tell(LiveEvent.Scoring(silentSince));
    }

    private void Tell(LiveEvent told)
    {
        foreach (var listener in audience.Listeners)
            listener.Tell(told);
    }
}
