using Moderation.Moderator.Leases;
using Moderation.Moderator.Policy;
using Moderation.ServiceDefaults;

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
) : Rounds(time)
{
    private int _second;

    private const int SecondsBetweenHeartbeats = 5;
    private const int SecondsBetweenCleanings = 600;

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        var second = _second++;
        await SeeAsync(stoppingToken);
        await WatchScoringAsync(stoppingToken);
        if (second % SecondsBetweenHeartbeats == 0)
            foreach (var listener in audience.Listeners)
                listener.Tell(LiveEvent.Heartbeat);
        await leases.EndAbandonedAsync(stoppingToken);
        if (second % SecondsBetweenCleanings == 0)
            await store.ForgetAsync(stoppingToken);
    }

    protected override void Tell(string reason) =>
        log.LogWarning("The consoles that are connected could not be written down ({Reason}); trying again", reason);

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
        var scoring = await store.ScoringAsync(policy.ScoringTimeout, stoppingToken);
        foreach (var listener in audience.Listeners)
            listener.Tell(scoring);
    }
}
