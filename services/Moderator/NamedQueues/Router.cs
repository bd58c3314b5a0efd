using Moderation.ServiceDefaults;

namespace Moderation.Moderator.NamedQueues;

/// <summary>Looks once a second whether routes have changed, and brings what waits to where they lead it now.</summary>
internal sealed class Router(RoutingStore routing, TimeProvider time, ILogger<Router> log) : Rounds(time)
{
    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        while (await routing.GoOnAsync(stoppingToken))
            stoppingToken.ThrowIfCancellationRequested();
    }

    protected override void Tell(string reason) =>
        log.LogWarning("What waits could not be brought to its queues ({Reason}); trying again", reason);
}
