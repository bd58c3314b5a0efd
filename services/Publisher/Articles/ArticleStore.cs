using Dapper;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.Publisher.Articles;

/// <summary>
/// Writes how articles take comments, and with each change, in the same transaction, the deliveries that tell the sites of it.
/// </summary>
public sealed class ArticleStore(NpgsqlDataSource database)
{
    /// <summary>A version that is not newer than the stored one changes nothing.</summary>
    public async Task RecordAsync(ArticleChanged change, CancellationToken cancellationToken)
    {
        const string sql = """
            WITH changed AS (
                INSERT INTO articles AS a (id, version, status, slow_minutes, pre_moderated, changed_at, webhook_id)
                VALUES (@ArticleId, @Version, @Status, @SlowMinutes, @PreModerated, @ChangedAt, @WebhookId)
                ON CONFLICT (id) DO UPDATE SET version = excluded.version, status = excluded.status,
                    slow_minutes = excluded.slow_minutes, pre_moderated = excluded.pre_moderated,
                    changed_at = excluded.changed_at, webhook_id = excluded.webhook_id
                WHERE a.version < excluded.version
                RETURNING id, version, webhook_id
            ), superseded AS (
                UPDATE deliveries d SET status = 'superseded' FROM changed
                WHERE d.article_id = changed.id AND d.status = 'waiting'
            )
            INSERT INTO deliveries (webhook_id, endpoint, article_id, version, type)
            SELECT c.webhook_id, e.name, c.id, c.version, 'article.changed' FROM changed c CROSS JOIN endpoints e
            WHERE e.disabled_reason IS DISTINCT FROM 'not-configured' AND 'article.changed' = ANY(e.events);
            NOTIFY deliveries;
            """;
        ArgumentNullException.ThrowIfNull(change);
        var row = new
        {
            change.ArticleId,
            change.Version,
            change.Status,
            change.SlowMinutes,
            change.PreModerated,
            change.ChangedAt,
            WebhookId = Guid.CreateVersion7(),
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, row, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }
}
