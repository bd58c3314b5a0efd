namespace Moderation.Moderator.Lanes;

/// <summary>Both lanes as people see them.</summary>
/// <param name="Model">That scores now; null before the first comment.</param>
/// <param name="Items">The publish lane first.</param>
public sealed record PicturedLanes(string? Model, IReadOnlyList<PicturedLane> Items);

/// <param name="Lane">As it is set.</param>
/// <param name="Decisions">How many decisions of people a search would go by now.</param>
/// <param name="Latest">What the last search with this model found; null without one.</param>
/// <param name="InForce">What the open lane goes by.</param>
/// <param name="Open">How it has done since it was opened last; null when it never was.</param>
/// <param name="Levels">What it would take at other budgets, each by itself with 95 % confidence.</param>
public sealed record PicturedLane(
    Lane Lane,
    int Decisions,
    KeptFit? Latest,
    KeptFit? InForce,
    LaneRecord? Open,
    IReadOnlyList<LaneLevel> Levels
);

/// <param name="Taken">How many it decided.</param>
/// <param name="TakenBack">How many of these people took back or decided otherwise.</param>
/// <param name="Audits">What people decided blind.</param>
/// <param name="Lower">The share of wrong decisions is at least this with 95 % confidence, at whatever time one looks.</param>
/// <param name="Upper">And at most this.</param>
public sealed record LaneRecord(int Taken, int TakenBack, AuditCounts Audits, double Lower, double Upper);

/// <param name="Budget">Of a level of caution, or the lane's own.</param>
/// <param name="Level">Its name; null for a budget of one's own.</param>
/// <param name="Share">The share of comments that it would take; 0 when it would stay shut.</param>
/// <param name="Needed">When it would stay shut, how many more decisions would open it; null when none would.</param>
public sealed record LaneLevel(double Budget, string? Level, double Share, int? Needed);

/// <summary>Reads how the lanes stand.</summary>
public sealed class LanePicture(LaneStore lanes, LaneEvidence evidence, FitStore fits)
{
    /// <summary>The named levels of caution, of the publish lane; to reject wrongly is given half as much.</summary>
    private static readonly (string Name, double Budget)[] Named =
    [
        ("strictest", 0.005),
        ("strict", 0.01),
        ("balanced", 0.02),
        ("bold", 0.05),
    ];

    internal async Task<PicturedLanes> ReadAsync(CancellationToken cancellationToken)
    {
        var model = await evidence.ModelAsync(cancellationToken);
        List<PicturedLane> pictured = [];
        foreach (var lane in await lanes.AllAsync(cancellationToken))
            pictured.Add(await ReadAsync(lane, model, cancellationToken));
        return new(model, pictured);
    }

    private async Task<PicturedLane> ReadAsync(Lane lane, string? model, CancellationToken cancellationToken)
    {
        var decisions = model is null ? [] : await evidence.DecisionsAsync(lane, model, null, null, cancellationToken);
        var latest = model is null ? null : await fits.LatestAsync(lane.Name, model, cancellationToken);
        var levels = Named
            .Select(level => (level.Name, Budget: lane.Publishes ? level.Budget : level.Budget / 2))
            .ToList();
        return new(
            lane,
            decisions.Count,
            latest,
            lane.IsOpen ? await fits.FindAsync(lane.FitId, cancellationToken) : null,
            await RecordAsync(lane, cancellationToken),
            [
                .. levels.Select(level => Level(level.Budget, level.Name)),
                .. levels.Any(level => level.Budget == lane.Budget) ? [] : new[] { Level(lane.Budget, null) },
            ]
        );

        LaneLevel Level(double budget, string? name)
        {
            var fit = ThresholdSearch.Find(decisions, budget);
            return new(budget, name, fit.Share, fit.Needed);
        }
    }

    private async Task<LaneRecord?> RecordAsync(Lane lane, CancellationToken cancellationToken)
    {
        if (lane.OpenedAt is null)
            return null;
        var counts = await evidence.AuditsAsync(lane, cancellationToken);
        var (taken, takenBack) = await evidence.TakenAsync(lane, cancellationToken);
        var audits = new LaneAudits(lane.Budget) { Decided = counts.Decided, Wrong = counts.Wrong };
        return new(taken, takenBack, counts, audits.Lower, audits.Upper);
    }
}
