namespace Moderation.Moderator.Lanes;

/// <summary>Both lanes as people see them.</summary>
/// <param name="Model">That scores now; null before the first comment.</param>
/// <param name="Items">The publish lane first.</param>
public sealed record PicturedLanes(string? Model, IReadOnlyList<PicturedLane> Items);

/// <param name="Lane">As it is set.</param>
/// <param name="Decisions">How many decisions of people a search would go by.</param>
/// <param name="OnTrial">How many of these are of comments that the model scored on trial, before it was used.</param>
/// <param name="LeftOut">How many comments a trial was that counts for nothing, since too many were not read.</param>
/// <param name="Levels">What it would take at other budgets, each by itself with 95 % confidence.</param>
/// <param name="ReadAt">When these decisions were read; the rest is as it is now, but for what says otherwise.</param>
/// <param name="Latest">What the last search with this model found; null without one.</param>
/// <param name="InForce">What the open lane goes by.</param>
/// <param name="Open">How it has done since it was opened last; null when it never was.</param>
public sealed record PicturedLane(
    Lane Lane,
    int Decisions,
    int OnTrial,
    int LeftOut,
    IReadOnlyList<LaneLevel> Levels,
    DateTimeOffset ReadAt,
    KeptFit? Latest,
    KeptFit? InForce,
    LaneRecord? Open
);

/// <param name="Taken">How many it decided.</param>
/// <param name="TakenBack">How many of these people took back or decided otherwise.</param>
/// <param name="CountedAt">When these two were counted.</param>
/// <param name="Audits">What people decided blind.</param>
/// <param name="Lower">The share of wrong decisions is at least this with 95 % confidence, at whatever time one looks.</param>
/// <param name="Upper">And at most this.</param>
public sealed record LaneRecord(
    int Taken,
    int TakenBack,
    DateTimeOffset CountedAt,
    AuditCounts Audits,
    double Lower,
    double Upper
);

/// <summary>Reads how the lanes stand.</summary>
public sealed class LanePicture(LaneStore lanes, LaneEvidence evidence, LaneGrounds grounds, FitStore fits)
{
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
        var ground = await grounds.FindAsync(lane, model, cancellationToken);
        return new(
            lane,
            ground.Decisions,
            ground.OnTrial,
            ground.LeftOut,
            ground.Levels,
            ground.ReadAt,
            model is null ? null : await fits.LatestAsync(lane.Name, model, cancellationToken),
            lane.IsOpen ? await fits.FindAsync(lane.FitId, cancellationToken) : null,
            await RecordAsync(lane, cancellationToken)
        );
    }

    private async Task<LaneRecord?> RecordAsync(Lane lane, CancellationToken cancellationToken)
    {
        if (lane.OpenedAt is null)
            return null;
        var counts = await evidence.AuditsAsync(lane, cancellationToken);
        var audits = new LaneAudits(lane.Budget) { Decided = counts.Decided, Wrong = counts.Wrong };
        var work = await grounds.FindWorkAsync(lane, cancellationToken);
        return new(work.Taken, work.TakenBack, work.CountedAt, counts, audits.Lower, audits.Upper);
    }
}
