using System.Collections.Concurrent;

namespace Moderation.Moderator.Lanes;

/// <summary>
/// Keeps for a minute on what the lanes stand, in this copy of the service: to find it out is to read up to 200,000 decisions and
/// to search them for each level of caution, which is too much for whoever only looks at the page.
/// </summary>
public sealed class LaneGrounds(LaneEvidence evidence, TimeProvider time) : IDisposable
{
    /// <summary>Nobody is shown what was read longer ago.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<LaneName, LaneGround> _kept = new();
    private readonly SemaphoreSlim _turn = new(1);

    /// <returns>What is kept for this model and the lane's budget, or what the decisions say now.</returns>
    public async Task<LaneGround> FindAsync(Lane lane, string? model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lane);
        if (Kept(lane, model) is { } kept)
            return kept;
        // Those who ask at the same time wait for one read.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return Kept(lane, model) ?? (await ReadAsync(lane, model, cancellationToken)).Ground;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads the decisions as they are now, and keeps what they say.</summary>
    internal async Task<(LaneGround Ground, IReadOnlyList<ScoredDecision> Decisions)> ReadAsync(
        Lane lane,
        string? model,
        CancellationToken cancellationToken
    )
    {
        var readAt = time.GetUtcNow();
        var decisions = model is null ? [] : await evidence.DecisionsAsync(lane, model, null, null, cancellationToken);
        var ground = LaneGround.Of(lane, model, decisions, readAt);
        return (_kept[lane.Name] = ground, decisions);
    }

    public void Dispose() => _turn.Dispose();

    private LaneGround? Kept(Lane lane, string? model) =>
        _kept.TryGetValue(lane.Name, out var kept)
        && kept.Model == model
        && kept.Budget == lane.Budget
        && time.GetUtcNow() - kept.ReadAt < Longest
            ? kept
            : null;
}
