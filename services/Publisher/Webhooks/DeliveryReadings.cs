using System.Diagnostics.Metrics;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Webhooks;

/// <summary>How much sites have not been told yet, and since when.</summary>
internal sealed class DeliveryReadings(DeliveryBacklogs backlogs, IMeterFactory meters, TimeProvider time) : Readings(time)
{
    private readonly TimeProvider _time = time;

    private readonly Gauge _waiting = new(
        meters,
        time,
        "moderation.webhook.waiting",
        "{delivery}",
        "Webhooks that are on their way to sites."
    );

    private readonly Gauge _oldest = new(
        meters,
        time,
        "moderation.webhook.oldest",
        "s",
        "How long the oldest webhook that no site has taken has been on its way; 0 when there is none."
    );

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        var waiting = await backlogs.ReadAsync(stoppingToken);
        _waiting.Read(waiting.Sum(endpoint => endpoint.Depth));
        _oldest.Read(waiting.Min(endpoint => endpoint.Oldest) is { } oldest ? (_time.GetUtcNow() - oldest).TotalSeconds : 0);
    }
}
