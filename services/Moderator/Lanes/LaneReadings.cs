using System.Diagnostics.Metrics;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Lanes;

/// <summary>Which machine lanes are open.</summary>
internal sealed class LaneReadings(LaneStore lanes, IMeterFactory meters, TimeProvider time) : Readings(time)
{
    private readonly Gauge _open = new(meters, time, "moderation.lane.open", "1", "1 while the machine lane is open.");

    protected override async Task RoundAsync(CancellationToken stoppingToken) =>
        _open.Read(
            "lane",
            (await lanes.AllAsync(stoppingToken)).Select(lane => KeyValuePair.Create(lane.Name.Word(), lane.IsOpen ? 1.0 : 0))
        );
}
