using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Policy;
using Npgsql;

namespace Moderation.Moderator.Lanes;

/// <summary>
/// What people decided of comments that a model had scored on trial, beside the one in use, before anybody decided them. The
/// model in use has no part in which comments these are: whatever it kept from people counts as decided wrongly, and while a lane
/// was open, which kept much from them, only what was drawn by lot counts.
/// </summary>
public sealed class TrialEvidence(NpgsqlDataSource database, Rulebooks rulebooks)
{
    /// <summary>So many tell enough of the next ones, and are read in a moment.</summary>
    private const int Most = 20_000;

    /// <summary>Whoever has not read a comment within a day counts as not having read it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>Of what nobody read one by one no more than this share of the budget is stood for.</summary>
    private const double MostUnread = 0.5;

    /// <returns>Those that the lane could have decided by this model, unless too many of them were not read.</returns>
    internal async Task<(IReadOnlyList<EvidenceRow> Counted, int LeftOut)> DecisionsAsync(
        Lane lane,
        string model,
        CancellationToken cancellationToken
    )
    {
        const string sql = $"""
            SELECT c.id, c.section, c.article_id, {EvidenceRow.Alike}, s.scores, s.rejection,
                policy.outcome = 'hold' AND d.moderator_id IS NOT NULL AND d.batch_id IS NULL
                    AND d.outcome IN ('approve', 'reject') AS is_read,
                d.outcome = @Outcome AND NOT (@Publishes AND (d.edit_digest IS NOT NULL OR d.masks IS NOT NULL)) AS is_right
            FROM shadow_scores s
            JOIN comments c ON c.id = s.comment_id AND c.revision = s.revision
            LEFT JOIN blind_reads b ON b.comment_id = c.id AND b.revision = c.revision
            CROSS JOIN LATERAL (
                SELECT p.rule, p.outcome, p.findings, p.decided_at FROM decisions p
                WHERE p.comment_id = c.id AND p.revision = c.revision AND p.rule IS NOT NULL ORDER BY p.version LIMIT 1) policy
            LEFT JOIN LATERAL (
                SELECT * FROM decisions d WHERE d.comment_id = c.id AND d.outcome NOT IN {Outcomes.Beside}
                ORDER BY d.version DESC LIMIT 1) d ON true
            WHERE s.model = @model AND s.scored_at < statement_timestamp() - @Patience
                AND c.revision = 1 AND c.status NOT IN ('withdrawn', 'superseded') AND c.badge IS NULL AND NOT c.pre_moderated
                AND NOT EXISTS (SELECT FROM comments newer WHERE newer.id = c.id AND newer.revision > c.revision)
                AND NOT EXISTS (SELECT FROM decisions e WHERE e.comment_id = c.id AND e.moderator_id IS NOT NULL
                    AND e.decided_at <= s.scored_at)
                AND coalesce(b.rule, policy.rule) = ANY(@Rules)
                AND NOT EXISTS (SELECT FROM jsonb_array_elements(policy.findings) AS f WHERE f ->> 'rule' <> ALL(@Rules))
                AND NOT EXISTS (SELECT FROM lane_openings o
                    WHERE policy.decided_at BETWEEN o.opened_at AND coalesce(o.shut_at, 'infinity')
                        AND (o.opened_at = '-infinity' OR (b.comment_id IS NULL AND policy.outcome = 'hold')))
            ORDER BY s.scored_at DESC LIMIT @Most
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var settings = (await rulebooks.CurrentAsync(connection)).Settings;
        var scored = await connection.QueryAsync<TriedComment>(
            new CommandDefinition(
                sql,
                new
                {
                    model,
                    Most,
                    Patience,
                    lane.Publishes,
                    Outcome = lane.Outcome.Word(),
                    Rules = LaneEvidence.Machine,
                },
                cancellationToken: cancellationToken
            )
        );
        var possible = scored
            .Where(one => OpenLanes.MayTake(lane, one.Verdict(settings), settings, one.Section, one.ArticleId))
            .ToList();
        return possible.Count(one => !one.IsRead) > MostUnread * lane.Budget * possible.Count
            ? ([], possible.Count)
            : ([.. possible.Select(one => one.For(lane))], 0);
    }

    /// <returns>
    /// Which of all models that were ever on trial this one is, from 1, in the order in which they began; 0 when it never was.
    /// </returns>
    internal async Task<int> PlaceAsync(string model, CancellationToken cancellationToken)
    {
        // From one model to the next in the index, however many comments each has scored.
        const string sql = """
            WITH RECURSIVE tried AS (
                (SELECT model, scored_at FROM shadow_scores ORDER BY model, scored_at LIMIT 1)
                UNION ALL
                SELECT next.model, next.scored_at FROM tried CROSS JOIN LATERAL (
                    SELECT s.model, s.scored_at FROM shadow_scores s WHERE s.model > tried.model
                    ORDER BY s.model, s.scored_at LIMIT 1) next)
            SELECT count(*)::int FROM tried WHERE scored_at <= (SELECT scored_at FROM tried WHERE model = @model)
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(
            new CommandDefinition(sql, new { model }, cancellationToken: cancellationToken)
        );
    }

    private sealed record TriedComment
    {
        public Guid Id { get; init; }

        public string? Section { get; init; }

        public string ArticleId { get; init; } = "";

        public long Author { get; init; }

        public Guid Cluster { get; init; }

        public Scores Scores { get; init; } = new();

        public float? Rejection { get; init; }

        public bool IsRead { get; init; }

        public bool IsRight { get; init; }

        /// <summary>As the policy in force would decide by the model's scores alone.</summary>
        public Verdict Verdict(PolicySettings settings) =>
            Policy.Policy.Decide(
                new Evidence { Scores = Scores },
                settings.For(Section, ArticleId) with { NewAuthorComments = 0 }
            );

        public EvidenceRow For(Lane lane) =>
            new(Id, Author, Cluster, new(lane.Safe(Rejection ?? Scores.Risk), !(IsRead && IsRight), OnTrial: true));
    }
}
