using Dapper;
using Npgsql;

namespace Moderation.Intake.Tracking;

/// <summary>Submissions as their authors see them.</summary>
public sealed class TrackingStore(NpgsqlDataSource database, TrackingOptions options)
{
    private const string Select = """
        SELECT s.id, article_id, article_headline, article_url, submitted_at, status, reason, decided_at, edited,
            is_shown(s.id, article_id) AS shown,
            name, title, content, decided_by, rule_vi, rule_en,
            upheld, a.appealed_at, a.text AS appeal, e.asked_at AS erasure_asked_at, e.done_at AS erasure_done_at,
            parent_id, s.revision, decided_revision,
            CASE WHEN status IN ('pending', 'approved') AND submitted_at + @CorrectWithin > statement_timestamp()
                THEN submitted_at + @CorrectWithin END AS correctable_until,
            (SELECT b.status FROM subscriptions b WHERE b.comment_id = s.id AND channel = 'mail') AS mail_notices,
            (SELECT count(*)::integer FROM subscriptions b WHERE b.comment_id = s.id AND channel = 'push') AS browsers
        FROM submissions s LEFT JOIN appeals a ON a.comment_id = s.id LEFT JOIN erasures e ON e.comment_id = s.id
        """;

    /// <returns>Null when no submission has that link.</returns>
    public Task<TrackedSubmission?> FindAsync(string token) =>
        FindAsync($"{Select} WHERE tracking_hash = @hash", new { hash = TrackingLinks.HashOf(token), options.CorrectWithin });

    /// <returns>Null when there is no such submission.</returns>
    public Task<TrackedSubmission?> FindAsync(Guid id) =>
        FindAsync($"{Select} WHERE s.id = @id", new { id, options.CorrectWithin });

    /// <returns>The id of the submission of a link, or nothing when there is none.</returns>
    public static async Task<Guid[]> IdsOfAsync(NpgsqlTransaction transaction, string token)
    {
        const string sql = "SELECT id FROM submissions WHERE tracking_hash = @hash";
        ArgumentNullException.ThrowIfNull(transaction);
        return
        [
            .. await transaction.Connection!.QueryAsync<Guid>(sql, new { hash = TrackingLinks.HashOf(token) }, transaction),
        ];
    }

    private async Task<TrackedSubmission?> FindAsync(string sql, object parameters)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<TrackedSubmission>(sql, parameters);
    }
}
