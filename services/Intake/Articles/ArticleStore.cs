using Dapper;
using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Articles;

/// <summary>Articles as the site set them, and what others were told of that.</summary>
public sealed class ArticleStore(NpgsqlDataSource database, ArticleOptions options)
{
    /// <summary>Of which is told in one transaction.</summary>
    private const int AtOnce = 500;

    private const string Columns =
        "id, status, slow_minutes, close_after_days, pre_moderated, published_at, first_comment_at";

    /// <summary>What is known of the articles <c>@ArticleIds</c>.</summary>
    internal const string Select = $"SELECT {Columns} FROM articles WHERE id = ANY(@ArticleIds)";

    private const string Told = $"SELECT {Columns}, version, told_status FROM articles";

    /// <returns>The settings of an article, and the database's time.</returns>
    public async Task<(ArticleSettings Article, DateTimeOffset Now)> FindAsync(string id)
    {
        const string sql = $"SELECT clock_timestamp(); {Select}";
        await using var connection = await database.OpenConnectionAsync();
        await using var results = await connection.QueryMultipleAsync(sql, new { ArticleIds = new[] { id } });
        var now = await results.ReadSingleAsync<DateTimeOffset>();
        return (await results.ReadSingleOrDefaultAsync<ArticleSettings>() ?? new ArticleSettings { Id = id }, now);
    }

    /// <returns>Articles of which anything is set, by their ids, and the database's time.</returns>
    public async Task<(IReadOnlyList<ArticleSettings> Articles, DateTimeOffset Now)> ListAsync()
    {
        const string sql = $"""
            SELECT clock_timestamp();
            SELECT {Columns} FROM articles
            WHERE status <> 'open' OR slow_minutes > 0 OR pre_moderated OR close_after_days IS NOT NULL ORDER BY id LIMIT 200;
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var results = await connection.QueryMultipleAsync(sql);
        var now = await results.ReadSingleAsync<DateTimeOffset>();
        return ((await results.ReadAsync<ArticleSettings>()).AsList(), now);
    }

    /// <summary>Replaces what is set for an article, and tells of it if that makes its state another.</summary>
    public async Task SetAsync(ArticleSettings article)
    {
        const string sql = $"""
            INSERT INTO articles (id) VALUES (@Id) ON CONFLICT DO NOTHING;
            {Told} WHERE id = @Id FOR UPDATE;
            UPDATE articles SET status = @Status, slow_minutes = @SlowMinutes, close_after_days = @CloseAfterDays,
                pre_moderated = @PreModerated, published_at = @PublishedAt
            WHERE id = @Id;
            SELECT clock_timestamp();
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        ArticleSettings before;
        DateTimeOffset now;
        await using (var results = await connection.QueryMultipleAsync(sql, article, transaction))
            (before, now) = (
                await results.ReadSingleAsync<ArticleSettings>(),
                await results.ReadSingleAsync<DateTimeOffset>()
            );
        if ((article with { FirstCommentAt = before.FirstCommentAt }).Change(before, now, options) is { } change)
            await TellAsync(transaction, [change]);
        await transaction.CommitAsync();
    }

    /// <summary>
    /// Tells of articles whose time was over since others were told of them, or is not over any more because the operator gave
    /// all articles more. What another copy tells of at this moment is left to it.
    /// </summary>
    public async Task TellOfClosedAsync(CancellationToken cancellationToken)
    {
        const string sql = $"""
            {Told} WHERE id = ANY(ARRAY(
                SELECT id FROM articles WHERE @Days > 0 AND close_after_days IS NULL AND told_status <> 'closed'
                    AND coalesce(published_at, first_comment_at) <= statement_timestamp() - @Days * interval '24 hours'
                UNION ALL
                SELECT id FROM articles WHERE close_after_days > 0 AND told_status <> 'closed'
                    AND coalesce(published_at, first_comment_at) <= statement_timestamp() - close_after_days * interval '24 hours'
                UNION ALL
                SELECT id FROM articles WHERE close_after_days IS NULL AND told_status = 'closed' AND status <> 'closed'
                    AND (@Days = 0
                        OR coalesce(published_at, first_comment_at) > statement_timestamp() - @Days * interval '24 hours')
                LIMIT @AtOnce))
            FOR UPDATE SKIP LOCKED;
            SELECT clock_timestamp();
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        List<ArticleSettings> articles;
        DateTimeOffset now;
        await using (
            var results = await connection.QueryMultipleAsync(
                new CommandDefinition(
                    sql,
                    new { Days = options.CloseAfterDays, AtOnce },
                    transaction,
                    cancellationToken: cancellationToken
                )
            )
        )
            (articles, now) = (
                (await results.ReadAsync<ArticleSettings>()).AsList(),
                await results.ReadSingleAsync<DateTimeOffset>()
            );
        var changes = articles.Select(article => article.Change(article, now, options)).OfType<ArticleChanged>();
        await TellAsync(transaction, [.. changes]);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static async Task TellAsync(NpgsqlTransaction transaction, IReadOnlyCollection<ArticleChanged> changes)
    {
        const string sql = """
            UPDATE articles a SET version = c.version, told_status = c.status
            FROM unnest(@Ids, @Versions, @Statuses) AS c (id, version, status) WHERE a.id = c.id
            """;
        if (changes.Count == 0)
            return;
        await transaction.Connection!.ExecuteAsync(
            sql,
            new
            {
                Ids = changes.Select(c => c.ArticleId).ToArray(),
                Versions = changes.Select(c => c.Version).ToArray(),
                Statuses = changes.Select(c => c.Status).ToArray(),
            },
            transaction
        );
        await Outbox.AddAsync(transaction, [.. changes.Select(change => OutboxMessage.Of(change))]);
    }

    /// <summary>Notes the first comments of articles that had none.</summary>
    internal static Task NoteFirstCommentsAsync(
        NpgsqlTransaction transaction,
        IReadOnlyCollection<string> ids,
        DateTimeOffset now
    )
    {
        // In the ids' order, so that two copies of this service never wait for each other.
        const string sql = """
            INSERT INTO articles AS a (id, first_comment_at) SELECT id, @now FROM unnest(@Ids) AS id ORDER BY id
            ON CONFLICT (id) DO UPDATE SET first_comment_at = excluded.first_comment_at WHERE a.first_comment_at IS NULL
            """;
        return ids.Count == 0
            ? Task.CompletedTask
            : transaction.Connection!.ExecuteAsync(sql, new { Ids = ids.ToArray(), now }, transaction);
    }
}
