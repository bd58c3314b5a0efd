using Dapper;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Publisher.Feeds;

/// <summary>Reads the comments that were approved last, of those that readers see.</summary>
public sealed class FeedStore(NpgsqlDataSource database)
{
    /// <summary>Entries of a feed.</summary>
    public const int Entries = 50;

    /// <summary>Replies to what was taken back since stand among the last approved and are passed over.</summary>
    private const int Candidates = 4 * Entries;

    private static readonly string Above = VisibleReplies.Above("publications", "comment_id", "published");

    /// <param name="articleId">Of this article; of all when null.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>At most <see cref="Entries"/>, the last approved first.</returns>
    public async Task<IReadOnlyList<FeedEntry>> LatestAsync(string? articleId, CancellationToken cancellationToken)
    {
        var ofArticle = articleId is null ? "" : "AND article_id = @articleId";
        var sql = $"""
            WITH RECURSIVE latest AS MATERIALIZED (
                SELECT * FROM publications WHERE status = 'published' {ofArticle}
                ORDER BY approved_at DESC, comment_id DESC LIMIT @Candidates
            ), above AS (
                SELECT comment_id AS id, parent_id, article_id FROM latest
                UNION
                {Above}
            )
            SELECT comment_id AS id, article_id, name, featured, badge, title, content, submitted_at, approved_at FROM latest
            WHERE comment_id IN (SELECT id FROM above WHERE parent_id IS NULL)
            ORDER BY approved_at DESC, comment_id DESC LIMIT @Entries
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<FeedEntry>(
                new CommandDefinition(
                    sql,
                    new
                    {
                        articleId,
                        Candidates,
                        Entries,
                    },
                    cancellationToken: cancellationToken
                )
            ),
        ];
    }
}

/// <summary>What a feed says of a comment. The title is empty where a reply has none.</summary>
public sealed record FeedEntry(
    Guid Id,
    string ArticleId,
    string Name,
    bool Featured,
    string? Badge,
    string Title,
    string Content,
    DateTimeOffset SubmittedAt,
    DateTimeOffset ApprovedAt
);
