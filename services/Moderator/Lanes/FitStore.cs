using Dapper;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.Moderator.Lanes;

/// <summary>What a search found, as it is kept.</summary>
public sealed record KeptFit
{
    public required Guid Id { get; init; }

    /// <summary>Whose scores.</summary>
    public required string Model { get; init; }

    public required double Budget { get; init; }

    /// <summary>Counts the searches with this model, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The chance that what was found breaks the budget.</summary>
    public required double Level { get; init; }

    public required int Decisions { get; init; }

    /// <summary>How many of those that tested it the lane would have taken, and how many of these wrongly.</summary>
    public required int Taken { get; init; }

    public required int Wrong { get; init; }

    /// <summary>The share of comments that it takes.</summary>
    public required double Share { get; init; }

    public required double Bound { get; init; }

    /// <summary>Null when none keeps the budget.</summary>
    public double? Threshold { get; init; }

    /// <summary>When none does: how many more decisions would do; null when none would.</summary>
    public int? Needed { get; init; }

    /// <summary>Null is the machine.</summary>
    public string? FoundBy { get; init; }

    public required DateTimeOffset FoundAt { get; init; }
}

/// <summary>
/// Searches for thresholds and keeps what they find. However often one searches, the chance that any of a model's thresholds
/// breaks its budget stays 5 %: the first search has half of it, the second a sixth, the n-th 1 / (n · (n + 1)). Where decisions
/// of its trial count, all models that were ever on trial share these 5 % in the same way: it was promoted for how it did on just
/// these decisions, and that choice is paid for.
/// </summary>
public sealed class FitStore(NpgsqlDataSource database, LaneGrounds grounds, TrialEvidence trial)
{
    public const double Level = 0.05;

    private const string Select = """
        SELECT f.id, f.model, f.budget, f.attempt, f.level, f.decisions, f.taken, f.wrong, f.share, f.bound, f.threshold,
            f.needed, m.name AS found_by, f.found_at
        FROM lane_fits f LEFT JOIN moderators m ON m.id = f.found_by
        """;

    /// <summary>The chance to be mistaken that one search has.</summary>
    /// <param name="attempt">Counts the searches with a model, from 1.</param>
    /// <param name="place">Of the model among all that were ever on trial, from 1; null when nothing of a trial counts.</param>
    public static double LevelOf(int attempt, int? place = null) =>
        Level * ShareOf(attempt) * (place is { } among ? ShareOf(among) : 1);

    private static double ShareOf(int nth) => 1 / ((double)nth * (nth + 1));

    internal async Task<KeptFit?> LatestAsync(LaneName name, string model, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<KeptFit>(
            Select + " WHERE f.lane = @name AND f.model = @model ORDER BY f.attempt DESC LIMIT 1",
            new { name = name.Word(), model }
        );
    }

    /// <summary>What an open lane goes by.</summary>
    internal async Task<KeptFit?> FindAsync(Guid? id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<KeptFit>(Select + " WHERE f.id = @id", new { id });
    }

    /// <param name="lane">With its budget.</param>
    /// <param name="model">Whose scores.</param>
    /// <param name="by">Null is the machine.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>
    /// The last search's where there is no decision that it did not know, since another would spend a chance to be mistaken for
    /// nothing; null when somebody else searched at the same moment.
    /// </returns>
    internal async Task<KeptFit?> SearchAsync(Lane lane, string model, Guid? by, CancellationToken cancellationToken)
    {
        const string sql = """
            INSERT INTO lane_fits (
                id, lane, model, budget, attempt, level, decisions, taken, wrong, share, bound, threshold, needed, found_by)
            VALUES (@Id, @Lane, @model, @Budget, @attempt, @level, @Decisions, @Taken, @Wrong, @Share, @Bound, @Threshold,
                @Needed, @by)
            ON CONFLICT DO NOTHING
            """;
        var latest = await LatestAsync(lane.Name, model, cancellationToken);
        var (_, decisions) = await grounds.ReadAsync(lane, model, cancellationToken);
        if (latest?.Budget == lane.Budget && latest.Decisions == decisions.Count)
            return latest;
        var attempt = (latest?.Attempt ?? 0) + 1;
        var isOfTrial = decisions.Any(decision => decision.OnTrial);
        var place = isOfTrial ? await trial.PlaceAsync(model, cancellationToken) : (int?)null;
        var level = LevelOf(attempt, place);
        var fit = ThresholdSearch.Find(decisions, lane.Budget, level);
        var id = Guid.CreateVersion7();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var written = await connection.ExecuteAsync(
            sql,
            new
            {
                Id = id,
                Lane = lane.Name.Word(),
                model,
                lane.Budget,
                attempt,
                level,
                fit.Decisions,
                fit.Taken,
                fit.Wrong,
                fit.Share,
                fit.Bound,
                Threshold = fit.Threshold is { } safe ? lane.Safe(safe) : (double?)null,
                fit.Needed,
                by,
            }
        );
        return written == 1 ? await FindAsync(id, cancellationToken) : null;
    }
}
