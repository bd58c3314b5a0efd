using System.Diagnostics.Metrics;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Drift;

/// <summary>What of the model in use is no longer as it was; nothing until it was counted for the first time.</summary>
internal sealed class DriftReadings(DriftWatch watch, IMeterFactory meters, TimeProvider time) : Readings(time)
{
    private readonly Gauge _alarms = new(
        meters,
        time,
        "moderation.drift.alarms",
        "{alarm}",
        "Alarms about the scores of the model in use, by what is no longer as it was."
    );

    protected override Task RoundAsync(CancellationToken stoppingToken)
    {
        if (watch.Report is { } report)
            _alarms.Read(
                "kind",
                Enum.GetValues<DriftKind>()
                    .Select(kind => KeyValuePair.Create(kind.Word(), (double)report.Alarms.Count(alarm => alarm.Kind == kind)))
            );
        return Task.CompletedTask;
    }
}
