using Dapper;
using Npgsql;

namespace Moderation.Publisher.Reconciliation;

/// <summary>What is kept here, comment by comment, and what is mended of it.</summary>
internal sealed class ReconciliationStore(NpgsqlDataSource database)
{
    /// <summary>In the order of their ids.</summary>
    public async Task<IReadOnlyList<ComparedPublication>> PageAsync(Guid after, int limit, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT comment_id, article_id, version, status FROM publications WHERE comment_id > @after
            ORDER BY comment_id LIMIT @limit
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<ComparedPublication>(
                new CommandDefinition(sql, new { after, limit }, cancellationToken: cancellationToken)
            )
        ).AsList();
    }

    /// <summary>
    /// Shows them to nobody any more and keeps their texts. Sites are told that they are gone, with the version after the last.
    /// </summary>
    /// <returns>Those that are held now.</returns>
    public async Task<IReadOnlyList<ComparedPublication>> HoldAsync(IReadOnlyList<UnprovenPublication> publications)
    {
        const string sql = """
            WITH unproven AS (
                SELECT p.comment_id FROM publications p
                JOIN unnest(@Ids, @Versions) AS n (id, version) ON p.comment_id = n.id AND p.version = n.version
                WHERE p.status = 'published' ORDER BY p.comment_id FOR UPDATE OF p
            ), held AS (
                UPDATE publications p SET status = 'held', version = p.version + 1, featured = false,
                    retracted_at = clock_timestamp(), changed_at = clock_timestamp(), webhook_id = gen_random_uuid()
                FROM unproven WHERE p.comment_id = unproven.comment_id
                RETURNING p.comment_id, p.article_id, p.version, p.status, p.webhook_id
            ), superseded AS (
                UPDATE deliveries d SET status = 'superseded' FROM held
                WHERE d.comment_id = held.comment_id AND d.status = 'waiting'
            ), told AS (
                INSERT INTO deliveries (webhook_id, endpoint, comment_id, version, type)
                SELECT h.webhook_id, e.name, h.comment_id, h.version, 'comment.retracted' FROM held h CROSS JOIN endpoints e
                WHERE e.disabled_reason IS DISTINCT FROM 'not-configured' AND 'comment.retracted' = ANY(e.events)
            )
            SELECT comment_id, article_id, version, status FROM held;
            NOTIFY deliveries;
            """;
        await using var connection = await database.OpenConnectionAsync();
        return (
            await connection.QueryAsync<ComparedPublication>(
                sql,
                new
                {
                    Ids = publications.Select(p => p.CommentId).ToArray(),
                    Versions = publications.Select(p => p.Version).ToArray(),
                }
            )
        ).AsList();
    }

    /// <summary>
    /// Sends again what sites refused to the end of the schedule, where it is still the last word on the comment and the site
    /// takes webhooks.
    /// </summary>
    /// <returns>How many deliveries.</returns>
    public async Task<int> SendAgainAsync(ComparedStretch stretch)
    {
        const string sql = """
            UPDATE deliveries d SET status = 'waiting', attempts = 0, started_at = clock_timestamp(), due_at = clock_timestamp()
            FROM publications p, endpoints e
            WHERE p.comment_id > @After AND p.comment_id <= @Until AND d.webhook_id = p.webhook_id AND d.status = 'given_up'
                AND e.name = d.endpoint AND e.status = 'active';
            """;
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteAsync(sql, stretch);
    }
}
