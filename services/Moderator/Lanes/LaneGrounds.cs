using System.Collections.Concurrent;

namespace Moderation.Moderator.Lanes;

/// <summary>
/// Keeps for a minute on what the lanes stand and what they did, in this copy of the service: to find it out is to read up to
/// 200,000 decisions, to search them for each level of caution and to count as many of the lanes' own, which is too much for
/// whoever only looks at the page.
/// </summary>
public sealed class LaneGrounds(LaneEvidence evidence, TimeProvider time) : IDisposable
{
    /// <summary>Nobody is shown what was read longer ago.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<LaneName, LaneGround> _kept = new();
    private readonly ConcurrentDictionary<LaneName, LaneWork> _works = new();
    private readonly SemaphoreSlim _turn = new(1);

    /// <returns>What is kept for this model and the lane's budget, or what the decisions say now.</returns>
    public async Task<LaneGround> FindAsync(Lane lane, string? model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lane);
        if (Kept(lane, model) is { } kept)
            return kept;
        return await InTurnAsync(
            async () => Kept(lane, model) ?? (await ReadAsync(lane, model, cancellationToken)).Ground,
            cancellationToken
        );
    }

    /// <returns>What is kept of the time that the lane is, or was last, open, or what it has done up to now.</returns>
    public async Task<LaneWork> FindWorkAsync(Lane lane, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lane);
        return KeptWork(lane)
            ?? await InTurnAsync(async () => KeptWork(lane) ?? await CountAsync(lane, cancellationToken), cancellationToken);
    }

    /// <summary>Reads the decisions as they are now, and keeps what they say.</summary>
    internal async Task<(LaneGround Ground, IReadOnlyList<ScoredDecision> Decisions)> ReadAsync(
        Lane lane,
        string? model,
        CancellationToken cancellationToken
    )
    {
        var readAt = time.GetUtcNow();
        var decisions = model is null
            ? new LaneDecisions([], 0)
            : await evidence.DecisionsAsync(lane, model, null, null, cancellationToken);
        var ground = LaneGround.Of(lane, model, decisions, readAt);
        return (_kept[lane.Name] = ground, decisions.Counted);
    }

    public void Dispose() => _turn.Dispose();

    private async Task<LaneWork> CountAsync(Lane lane, CancellationToken cancellationToken)
    {
        var countedAt = time.GetUtcNow();
        var (taken, takenBack) = await evidence.TakenAsync(lane, cancellationToken);
        return _works[lane.Name] = new LaneWork(lane.OpeningId, taken, takenBack, countedAt);
    }

    /// <summary>Those who ask at the same time wait for one read.</summary>
    private async Task<T> InTurnAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await read();
        }
        finally
        {
            _turn.Release();
        }
    }

    private LaneWork? KeptWork(Lane lane) =>
        _works.TryGetValue(lane.Name, out var kept)
        && kept.Opening == lane.OpeningId
        && time.GetUtcNow() - kept.CountedAt < Longest
            ? kept
            : null;

    private LaneGround? Kept(Lane lane, string? model) =>
        _kept.TryGetValue(lane.Name, out var kept)
        && kept.Model == model
        && kept.Budget == lane.Budget
        && time.GetUtcNow() - kept.ReadAt < Longest
            ? kept
            : null;
}
