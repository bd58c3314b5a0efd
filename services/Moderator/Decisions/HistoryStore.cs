using Dapper;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Decisions;

/// <summary>Reads the log of decisions.</summary>
public sealed class HistoryStore(NpgsqlDataSource database)
{
    private const string Select = """
        SELECT d.id, d.revision, d.version, d.outcome, m.name AS moderator, d.moderator_id, d.rule, d.reason, n.note,
            d.advice, d.findings, d.policy_version, d.list_version,
            d.masks, d.edit_digest IS NOT NULL AS edited,
            CASE WHEN e.title IS NOT NULL THEN jsonb_build_object('title', e.title, 'content', e.content) END AS edit,
            d.model, d.decided_at, d.undoes, d.comment_id, d.origin
        FROM decisions d LEFT JOIN moderators m ON m.id = d.moderator_id LEFT JOIN decision_notes n ON n.decision_id = d.id
            LEFT JOIN decision_edits e ON e.decision_id = d.id
        """;

    /// <summary>The log of one comment, oldest first.</summary>
    internal async Task<IReadOnlyList<Decision>> HistoryAsync(Guid commentId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<Decision>(
                Select + " WHERE d.comment_id = @commentId ORDER BY d.version",
                new { commentId }
            )
        ).AsList();
    }

    /// <summary>Of each comment the latest decision by a rule and the latest by a person.</summary>
    internal async Task<ILookup<Guid, Decision>> LatestAsync(Guid[] commentIds, CancellationToken cancellationToken)
    {
        const string latest = $"""
             JOIN (
                SELECT comment_id, max(version) AS version FROM decisions
                WHERE comment_id = ANY(@commentIds) AND num_nonnulls(moderator_id, rule) = 1
                    AND outcome NOT IN {Outcomes.Beside}
                GROUP BY comment_id, rule IS NULL
            ) l USING (comment_id, version)
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Decision>(Select + latest, new { commentIds })).ToLookup(decision =>
            decision.CommentId
        );
    }

    /// <summary>All rejections of each comment, oldest first.</summary>
    internal static async Task<ILookup<Guid, Decision>> RejectionsAsync(NpgsqlTransaction transaction, Guid[] commentIds)
    {
        const string rejections = " WHERE d.comment_id = ANY(@commentIds) AND d.outcome = 'reject' ORDER BY d.version";
        IEnumerable<Decision> found = commentIds.Length == 0
            ? []
            : await transaction.Connection!.QueryAsync<Decision>(Select + rejections, new { commentIds }, transaction);
        return found.ToLookup(decision => decision.CommentId);
    }

    /// <summary>The approval that made what readers see of a published comment.</summary>
    internal static Task<Decision?> ShownAsync(NpgsqlTransaction transaction, Guid commentId)
    {
        // What only left it published made nothing.
        const string shown = """
             WHERE d.comment_id = @commentId AND d.outcome = 'approve'
                AND (d.origin <> 'reported' OR d.masks IS NOT NULL OR d.edit_digest IS NOT NULL)
                AND NOT EXISTS (SELECT FROM decisions u WHERE u.undoes = d.id)
            ORDER BY d.version DESC LIMIT 1
            """;
        return transaction.Connection!.QuerySingleOrDefaultAsync<Decision>(Select + shown, new { commentId }, transaction);
    }

    /// <summary>The latest decision on each comment, whoever took it.</summary>
    internal static async Task<Dictionary<Guid, Decision>> LatestOfAsync(NpgsqlTransaction transaction, Guid[] commentIds)
    {
        const string latest = $"""
             JOIN (SELECT comment_id, max(version) AS version FROM decisions
                 WHERE comment_id = ANY(@commentIds) AND outcome NOT IN {Outcomes.Beside}
                 GROUP BY comment_id) l USING (comment_id, version)
            """;
        return (
            await transaction.Connection!.QueryAsync<Decision>(Select + latest, new { commentIds }, transaction)
        ).ToDictionary(row => row.CommentId);
    }
}
