using Dapper;
using Npgsql;

namespace Moderation.Intake.Articles;

/// <summary>Articles as the site set them.</summary>
public sealed class ArticleStore(NpgsqlDataSource database)
{
    /// <summary>What is known of the articles <c>@ArticleIds</c>.</summary>
    internal const string Select = """
        SELECT id, status, slow_minutes, close_after_days, pre_moderated, published_at, first_comment_at FROM articles
        WHERE id = ANY(@ArticleIds)
        """;

    /// <returns>The settings of an article, and the database's time.</returns>
    public async Task<(ArticleSettings Article, DateTimeOffset Now)> FindAsync(string id)
    {
        const string sql = $"SELECT clock_timestamp(); {Select}";
        await using var connection = await database.OpenConnectionAsync();
        await using var results = await connection.QueryMultipleAsync(sql, new { ArticleIds = new[] { id } });
        var now = await results.ReadSingleAsync<DateTimeOffset>();
        return (await results.ReadSingleOrDefaultAsync<ArticleSettings>() ?? new ArticleSettings { Id = id }, now);
    }

    /// <summary>Replaces what is set for an article.</summary>
    public async Task SetAsync(ArticleSettings article)
    {
        const string sql = """
            INSERT INTO articles (id, status, slow_minutes, close_after_days, pre_moderated, published_at)
            VALUES (@Id, @Status, @SlowMinutes, @CloseAfterDays, @PreModerated, @PublishedAt)
            ON CONFLICT (id) DO UPDATE SET status = excluded.status, slow_minutes = excluded.slow_minutes,
                close_after_days = excluded.close_after_days, pre_moderated = excluded.pre_moderated,
                published_at = excluded.published_at
            """;
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, article);
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
