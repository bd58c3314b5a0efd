using System.Globalization;
using Moderation.Contracts;
using Moderation.Moderator.Drift;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Lanes;

/// <summary>
/// Every few seconds, in each copy of the service: shuts an open lane as soon as its ground is gone, and searches for a threshold
/// whenever there are half again as many decisions as at the last search.
/// </summary>
internal sealed class LaneWatch(
    LaneStore lanes,
    LaneEvidence evidence,
    LaneGrounds grounds,
    FitStore fits,
    DriftWatch drift,
    TimeProvider time,
    ILogger<LaneWatch> log
) : Rounds(time, TimeSpan.FromSeconds(3))
{
    private const double More = 1.5;

    /// <summary>Audits that nobody reads are a few at first, and then a tenth of all.</summary>
    private const int FewUnread = 3;

    private const double MostUnread = 0.1;

    /// <summary>What reads many decisions is done in every tenth round.</summary>
    private const int Slowly = 10;

    private readonly Dictionary<LaneName, (Guid? OpeningId, IReadOnlyList<ScoredDecision> Decisions)> _calibrations = [];
    private int _round;

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        if (await evidence.ModelAsync(stoppingToken) is not { } model)
            return;
        var isSlow = _round++ % Slowly == 0;
        foreach (var lane in await lanes.AllAsync(stoppingToken))
        {
            if (lane.IsOpen)
                await WatchAsync(lane, model, isSlow, stoppingToken);
            else if (isSlow && !lane.IsForbidden)
                await SearchAsync(lane, model, stoppingToken);
        }
    }

    protected override void Tell(string reason) =>
        log.LogWarning("The machine lanes could not be watched ({Reason}); trying again", reason);

    private async Task WatchAsync(Lane lane, string model, bool isSlow, CancellationToken stoppingToken)
    {
        if (lane.Model != model)
        {
            await ShutAsync(lane, LaneShut.Model, $"{lane.Model} → {model}");
            return;
        }
        var counts = await evidence.AuditsAsync(lane, stoppingToken);
        var audits = new LaneAudits(lane.Budget)
        {
            Decided = counts.Decided,
            Wrong = counts.Wrong,
            WasProven = lane.WasProven,
        };
        if (audits.AreOverBudget)
            await ShutAsync(lane, LaneShut.Audits, $"{counts.Wrong}/{counts.Decided}");
        else if (counts.Unread >= FewUnread && counts.Unread > MostUnread * (counts.Decided + counts.Waiting))
            await ShutAsync(lane, LaneShut.Unread, counts.Unread.ToString(CultureInfo.InvariantCulture));
        else if (drift.Report is { } report && report.Unsettles(model))
            await ShutAsync(lane, LaneShut.Drift, string.Join(", ", report.Alarms.Select(alarm => alarm.Kind.Word())));
        else if (isSlow && await HasDriftedAsync(lane, stoppingToken))
            await ShutAsync(lane, LaneShut.Drift, "");
        else if (audits.IsProven && !lane.WasProven)
            await lanes.NoteProofAsync(lane);
    }

    /// <summary>From the beginning of the opening each time: it stands in no process's memory alone.</summary>
    private async Task<bool> HasDriftedAsync(Lane lane, CancellationToken stoppingToken)
    {
        if (!_calibrations.TryGetValue(lane.Name, out var calibration) || calibration.OpeningId != lane.OpeningId)
        {
            var before = await evidence.DecisionsAsync(lane, lane.Model!, null, lane.OpenedAt, stoppingToken);
            _calibrations[lane.Name] = calibration = (lane.OpeningId, before.Counted);
        }
        if (calibration.Decisions.Count == 0)
            return false;
        var watch = new OddsWatch(calibration.Decisions);
        var since = await evidence.DecisionsAsync(lane, lane.Model!, lane.OpenedAt, null, stoppingToken);
        foreach (var decision in since.Counted)
            watch.Add(decision);
        return watch.HasDrifted;
    }

    private async Task ShutAsync(Lane lane, LaneShut why, string detail)
    {
        if (await lanes.ShutItselfAsync(lane, why, detail))
            log.LogWarning("The machine lane {Lane} has shut itself ({Why})", lane.Name.Word(), why.Word());
    }

    private async Task SearchAsync(Lane lane, string model, CancellationToken stoppingToken)
    {
        var latest = await fits.LatestAsync(lane.Name, model, stoppingToken);
        var (ground, _) = await grounds.ReadAsync(lane, model, stoppingToken);
        var asked = latest is null
            ? Binomial.Fewest(lane.Budget, FitStore.LevelOf(1))
            : latest.Budget == lane.Budget ? (int)(More * latest.Decisions) : latest.Decisions;
        if (ground.Decisions >= asked)
            await fits.SearchAsync(lane, model, by: null, stoppingToken);
    }
}
