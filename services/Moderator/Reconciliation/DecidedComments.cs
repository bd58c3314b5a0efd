using Dapper;
using Npgsql;

namespace Moderation.Moderator.Reconciliation;

/// <summary>Reads what was decided, in the order of the comments' ids.</summary>
internal static class DecidedComments
{
    private const string Page = Before + "id > @after" + Behind;
    private const string Named = Before + "id = ANY(@ids)" + Behind;

    private const string Before = """
        SELECT c.id AS comment_id, c.revision, c.is_public, coalesce(d.shown, 0) AS shown_version,
            coalesce(d.last, 0) AS last_version, coalesce(d.is_leaving, false) AS is_leaving
        FROM (SELECT id, max(revision) AS revision, bool_or(status IN ('approved', 'reported')) AS is_public
            FROM comments WHERE
        """ + " ";

    private const string Behind = """
         GROUP BY id ORDER BY id LIMIT @limit) c
        LEFT JOIN LATERAL (
            SELECT max(version) AS last,
                max(version) FILTER (WHERE outcome IN ('feature', 'unfeature') OR (outcome = 'approve'
                    AND NOT (origin = 'reported' AND masks IS NULL AND edit_digest IS NULL))) AS shown,
                bool_or(EXISTS (SELECT FROM outbox o WHERE o.id = decisions.id)) AS is_leaving
            FROM decisions WHERE comment_id = c.id) d ON true
        ORDER BY c.id
        """;

    public static async Task<IReadOnlyList<DecidedComment>> PageAsync(NpgsqlTransaction transaction, Guid after, int limit) =>
        (await transaction.Connection!.QueryAsync<DecidedComment>(Page, new { after, limit }, transaction)).AsList();

    /// <summary>Those that anything is known of.</summary>
    public static async Task<IReadOnlyDictionary<Guid, DecidedComment>> OfAsync(NpgsqlTransaction transaction, Guid[] ids) =>
        (
            await transaction.Connection!.QueryAsync<DecidedComment>(Named, new { ids, limit = ids.Length }, transaction)
        ).ToDictionary(one => one.CommentId);
}
