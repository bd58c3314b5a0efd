using Dapper;
using Npgsql;

namespace Moderation.ArticleSite.Comments;

/// <summary>
/// Reads the comments that are shown. Their ids are UUIDs of version 7, so their order is the order of submission, and a page
/// begins where an id says. A thread begins with a comment that answers none, or whose thread's first comment is not shown under
/// the same article.
/// </summary>
public sealed class CommentStore(NpgsqlDataSource database)
{
    public const int ThreadsOfPage = 50;
    public const int RepliesUnderThread = 20;
    public const int RepliesOfPage = 50;

    /// <param name="articleId">The article.</param>
    /// <param name="before">Only threads older than this comment; all when null.</param>
    /// <param name="cancellation">The reader went away.</param>
    public async Task<CommentPage> PageAsync(string articleId, Guid? before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var firsts = (
            await connection.QueryAsync<ShownComment>(
                new CommandDefinition(
                    """
                    SELECT c.id, c.parent_id, c.thread_id, c.name, c.title, c.content, c.edited, c.submitted_at
                    FROM comments c
                    WHERE c.article_id = @articleId AND c.status = 'shown' AND c.id < @before
                      AND (c.thread_id = c.id OR NOT EXISTS (SELECT FROM comments t
                          WHERE t.id = c.thread_id AND t.article_id = c.article_id AND t.status = 'shown'))
                    ORDER BY c.id DESC
                    LIMIT @limit
                    """,
                    new
                    {
                        articleId,
                        before = before ?? Guid.AllBitsSet,
                        limit = ThreadsOfPage + 1,
                    },
                    cancellationToken: cancellation
                )
            )
        ).AsList();
        var page = firsts.Take(ThreadsOfPage).ToList();
        var replies = await RepliesAsync(
            connection,
            articleId,
            page.ConvertAll(c => c.Id),
            Guid.Empty,
            RepliesUnderThread + 1,
            cancellation
        );
        return new CommentPage(page.ConvertAll(c => Thread(c, replies[c.Id], RepliesUnderThread)), firsts.Count > ThreadsOfPage);
    }

    /// <summary>
    /// One thread with its replies after <paramref name="after"/>; null when its first comment is not shown under the article.
    /// </summary>
    public async Task<CommentThread?> ThreadAsync(string articleId, Guid id, Guid? after, CancellationToken cancellation)
    {
        if (await FindAsync(articleId, id, cancellation) is not { } first)
            return null;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var replies = await RepliesAsync(connection, articleId, [id], after ?? Guid.Empty, RepliesOfPage + 1, cancellation);
        return Thread(first, replies[id], RepliesOfPage);
    }

    /// <summary>A shown comment of the article.</summary>
    public async Task<ShownComment?> FindAsync(string articleId, Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<ShownComment>(
            new CommandDefinition(
                """
                SELECT id, parent_id, thread_id, name, title, content, edited, submitted_at
                FROM comments WHERE id = @id AND article_id = @articleId AND status = 'shown'
                """,
                new { articleId, id },
                cancellationToken: cancellation
            )
        );
    }

    /// <summary>How many comments each article shows; one without comments is missing.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountsAsync(
        IEnumerable<string> articleIds,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var counts = await connection.QueryAsync<(string ArticleId, long Comments)>(
            new CommandDefinition(
                "SELECT article_id, count(*) FROM comments WHERE article_id = ANY(@ids) AND status = 'shown' GROUP BY article_id",
                new { ids = articleIds.ToArray() },
                cancellationToken: cancellation
            )
        );
        return counts.ToDictionary(c => c.ArticleId, c => c.Comments, StringComparer.Ordinal);
    }

    private static async Task<ILookup<Guid, ShownComment>> RepliesAsync(
        NpgsqlConnection connection,
        string articleId,
        List<Guid> threads,
        Guid after,
        int limit,
        CancellationToken cancellation
    )
    {
        var replies = await connection.QueryAsync<ShownComment>(
            new CommandDefinition(
                """
                SELECT r.id, r.parent_id, r.thread_id, r.name, r.title, r.content, r.edited, r.submitted_at,
                    answered.name AS answers
                FROM unnest(@threads) AS t(id)
                CROSS JOIN LATERAL (
                    SELECT * FROM comments
                    WHERE thread_id = t.id AND article_id = @articleId AND id <> t.id AND status = 'shown' AND id > @after
                    ORDER BY id LIMIT @limit) AS r
                LEFT JOIN comments AS answered ON answered.id = r.parent_id AND answered.article_id = r.article_id
                    AND answered.id <> r.thread_id
                ORDER BY r.id
                """,
                new
                {
                    articleId,
                    threads,
                    after,
                    limit,
                },
                cancellationToken: cancellation
            )
        );
        return replies.ToLookup(r => r.ThreadId);
    }

    private static CommentThread Thread(ShownComment first, IEnumerable<ShownComment> replies, int limit)
    {
        var all = replies.ToList();
        return new CommentThread(first, all[..Math.Min(all.Count, limit)], all.Count > limit);
    }
}
