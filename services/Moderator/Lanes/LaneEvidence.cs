using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Lanes;

/// <summary>How the audits of an open lane stand.</summary>
/// <param name="Decided">A person decided them, for each by itself, and that stands.</param>
/// <param name="Wrong">Of these, otherwise than the lane would have.</param>
/// <param name="Waiting">Nobody has decided them.</param>
/// <param name="Unread">Of these for longer than a day, with those that were decided in bulk instead of read.</param>
public sealed record AuditCounts(int Decided, int Wrong, int Waiting, int Unread);

/// <summary>What people's decisions say of lanes, as they stand now: what was undone or overturned is what it became.</summary>
public sealed class LaneEvidence(NpgsqlDataSource database, TrialEvidence trial)
{
    /// <summary>The model that scores now, as the latest comments say.</summary>
    internal const string ModelSql =
        "SELECT model FROM decisions WHERE rule IS NOT NULL AND model IS NOT NULL ORDER BY decided_at DESC LIMIT 1";

    private const int Most = 200_000;

    /// <summary>The rules of what a lane might take: of what it publishes, none but the last minds it.</summary>
    internal static readonly string[] Machine = [.. Policy.Policy.Rules.Select(rule => rule.Name).Where(IsTakeable)];

    /// <returns>As <see cref="ModelSql"/> says it; null before the first comment.</returns>
    internal async Task<string?> ModelAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string>(ModelSql);
    }

    /// <summary>
    /// What people decided of comments that the model had scored before, one at a time, in the order in which these came. Batches
    /// were chosen by their scores and not read; of near-duplicates the first counts; what was edited before it was published
    /// would not have been published as it came. Where all decisions are asked for, what people decided of comments that the
    /// model had scored on trial is among them.
    /// </summary>
    /// <param name="lane">Which decisions it could have made.</param>
    /// <param name="model">The scores of this model alone.</param>
    /// <param name="from">Decided since then; null is whenever.</param>
    /// <param name="to">Decided before then; null is up to now.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    internal async Task<LaneDecisions> DecisionsAsync(
        Lane lane,
        string model,
        DateTimeOffset? from,
        DateTimeOffset? to,
        CancellationToken cancellationToken
    )
    {
        const string sql = $"""
            SELECT c.id, {EvidenceRow.Alike}, c.risk,
                d.outcome = @Against OR (@Publishes AND (d.edit_digest IS NOT NULL OR d.masks IS NOT NULL)) AS is_wrong
            FROM decisions d
            JOIN comments c ON c.id = d.comment_id AND c.revision = d.revision
            LEFT JOIN blind_reads b ON b.comment_id = c.id AND b.revision = c.revision
            CROSS JOIN LATERAL (
                SELECT p.rule, p.findings FROM decisions p
                WHERE p.comment_id = d.comment_id AND p.revision = d.revision AND p.rule IS NOT NULL AND p.version < d.version
                ORDER BY p.version DESC LIMIT 1) policy
            WHERE d.moderator_id IS NOT NULL AND d.outcome IN ('approve', 'reject') AND d.batch_id IS NULL
                AND d.model = @model AND c.model = @model AND c.scored_at < d.decided_at AND NOT c.blind
                AND c.badge IS NULL
                AND d.decided_at >= coalesce(@from, '-infinity') AND d.decided_at < coalesce(@to, 'infinity')
                AND coalesce(b.rule, policy.rule) = ANY(@Rules)
                AND NOT EXISTS (SELECT FROM jsonb_array_elements(policy.findings) AS f WHERE f ->> 'rule' <> ALL(@Rules))
                AND NOT EXISTS (SELECT FROM decisions later WHERE later.comment_id = d.comment_id
                    AND later.version > d.version AND later.outcome NOT IN {Outcomes.Beside})
            ORDER BY d.decided_at DESC LIMIT @Most
            """;
        var (tried, leftOut) = from is null ? await trial.DecisionsAsync(lane, model, cancellationToken) : ([], 0);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var decided = await connection.QueryAsync<(Guid Id, long Author, Guid Cluster, float Risk, bool IsWrong)>(
            new CommandDefinition(
                sql,
                new
                {
                    model,
                    from,
                    to,
                    Most,
                    lane.Publishes,
                    Against = lane.Against.Word(),
                    Rules = lane.Publishes ? Machine[^1..] : Machine,
                },
                cancellationToken: cancellationToken
            )
        );
        var own = decided.Select(row =>
            new EvidenceRow(row.Id, row.Author, row.Cluster, new(lane.Safe(row.Risk), row.IsWrong))
        );
        return new(EvidenceRow.Counted(own.Concat(tried)), leftOut);
    }

    internal async Task<AuditCounts> AuditsAsync(Lane lane, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT count(*) FILTER (WHERE is_decided(c.status) AND d.batch_id IS NULL AND d.outcome IS NOT NULL)::int,
                count(*) FILTER (WHERE is_decided(c.status) AND d.batch_id IS NULL
                    AND (d.outcome = @Against OR (@Publishes AND (d.edit_digest IS NOT NULL OR d.masks IS NOT NULL))))::int,
                count(*) FILTER (WHERE is_waiting(c.status))::int,
                count(*) FILTER (WHERE b.chosen_at < statement_timestamp() - interval '1 day'
                    AND (is_waiting(c.status) AND c.blind OR is_decided(c.status) AND d.batch_id IS NOT NULL))::int
            FROM blind_reads b JOIN comments c ON c.id = b.comment_id AND c.revision = b.revision
            LEFT JOIN LATERAL (
                SELECT outcome, batch_id, edit_digest, masks FROM decisions
                WHERE comment_id = c.id AND revision = c.revision AND moderator_id IS NOT NULL
                    AND outcome IN ('approve', 'reject')
                ORDER BY version DESC LIMIT 1) d ON true
            WHERE b.opening_id = @OpeningId AND b.lane IS NOT NULL
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (decided, wrong, waiting, unread) = await connection.QuerySingleAsync<(int, int, int, int)>(
            new CommandDefinition(
                sql,
                new
                {
                    lane.OpeningId,
                    lane.Publishes,
                    Against = lane.Against.Word(),
                },
                cancellationToken: cancellationToken
            )
        );
        return new(decided, wrong, waiting, unread);
    }

    /// <returns>How many the lane decided since it was opened, and how many of these people have taken back.</returns>
    internal async Task<(int Taken, int TakenBack)> TakenAsync(Lane lane, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT count(*)::int, count(*) FILTER (WHERE EXISTS (SELECT FROM decisions later
                WHERE later.comment_id = d.comment_id AND later.version > d.version AND later.moderator_id IS NOT NULL
                    AND (later.undoes = d.id OR later.outcome IN ('approve', 'reject') AND later.outcome <> d.outcome)))::int
            FROM decisions d WHERE d.rule = @Rule AND d.decided_at >= @OpenedAt
            """;
        if (lane.OpenedAt is null)
            return (0, 0);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<(int, int)>(
            new CommandDefinition(sql, new { lane.Rule, lane.OpenedAt }, cancellationToken: cancellationToken)
        );
    }

    private static bool IsTakeable(string rule) =>
        Policy.Policy.IsMachine(rule) && rule is not (Policy.Policy.PublishLane or Policy.Policy.RejectLane);
}
