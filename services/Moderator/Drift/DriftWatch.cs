using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Drift;

/// <summary>Counts what days there are to count, and keeps what follows from it for all who ask.</summary>
public sealed class DriftWatch(DriftStore store, DriftOptions options, TimeProvider time, ILogger<DriftWatch> log)
    : Rounds(time, options.Every / 10)
{
    private volatile DriftReport? _report;

    /// <summary>Null until the first round is over.</summary>
    public DriftReport? Report => _report;

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        foreach (var day in await store.UncountedAsync(options.Every, stoppingToken))
            await store.CountAsync(day, stoppingToken);
        var report = DriftReport.Of(await store.WeeksAsync(stoppingToken));
        foreach (var alarm in report.Alarms.Where(alarm => _report?.Alarms.Any(one => one.Kind == alarm.Kind) != true))
            log.LogWarning("The model in use drifts: {Kind}, {Before} before and {Now} now", alarm.Kind, alarm.Before, alarm.Now);
        _report = report;
    }

    protected override void Tell(string reason) =>
        log.LogWarning("The scores of the last days could not be counted ({Reason}); trying again", reason);
}
