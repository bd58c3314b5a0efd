using Dapper;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.ArticleSite.Comments;

/// <summary>
/// Reads the comments that are shown. Their ids are UUIDs of version 7, so their order is the order of submission, and a page
/// begins where an id says. A reply stands in the thread of what it answers, by the rule of <see cref="VisibleReplies"/>.
/// </summary>
public sealed class CommentStore(NpgsqlDataSource database)
{
    public const int ThreadsOfPage = 50;
    public const int RepliesUnderThread = 20;
    public const int RepliesOfPage = 50;

    /// <summary>Up from what is featured to the threads that it stands in.</summary>
    private static readonly string Featured = $"""
        WITH RECURSIVE above AS (
            SELECT id, parent_id, article_id FROM comments WHERE article_id = @articleId AND status = 'shown' AND featured
            UNION
            {VisibleReplies.Threads("comments", "id", "shown")}
        )
        """;

    private static readonly string Replies = VisibleReplies.Of("comments", "id", "shown");

    /// <param name="articleId">The article.</param>
    /// <param name="oldestFirst">The threads; replies always are.</param>
    /// <param name="featured">Only threads in which readers see something that the newsroom picked out.</param>
    /// <param name="after">Only threads that come after this comment; all when null.</param>
    /// <param name="cancellation">The reader went away.</param>
    public async Task<CommentPage> PageAsync(
        string articleId,
        bool oldestFirst,
        bool featured,
        Guid? after,
        CancellationToken cancellation
    )
    {
        var (isAfter, direction) = oldestFirst ? (">", "ASC") : ("<", "DESC");
        var page = $"""
            {(featured ? Featured : "")}
            SELECT id FROM comments
            WHERE article_id = @articleId AND status = 'shown' AND parent_id IS NULL AND id {isAfter} @after
                {(featured ? "AND id IN (SELECT id FROM above WHERE parent_id IS NULL)" : "")}
            ORDER BY id {direction} LIMIT @limit
            """;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var firsts = (
            await connection.QueryAsync<Guid>(
                new CommandDefinition(
                    page,
                    new
                    {
                        articleId,
                        after = after ?? (oldestFirst ? Guid.Empty : Guid.AllBitsSet),
                        limit = ThreadsOfPage + 1,
                    },
                    cancellationToken: cancellation
                )
            )
        ).AsList();
        var threads = await ThreadsAsync(
            connection,
            articleId,
            [.. firsts.Take(ThreadsOfPage)],
            Guid.Empty,
            RepliesUnderThread,
            cancellation
        );
        var placed = threads.OrderBy(t => t.First.Id);
        return new CommentPage([.. oldestFirst ? placed : placed.Reverse()], firsts.Count > ThreadsOfPage);
    }

    /// <summary>The threads that begin with these comments, in their order; one that readers do not see is left out.</summary>
    public async Task<IReadOnlyList<CommentThread>> ThreadsAsync(
        string articleId,
        IReadOnlyList<Guid> firsts,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var threads = await ThreadsAsync(connection, articleId, [.. firsts], Guid.Empty, RepliesUnderThread, cancellation);
        var byFirst = threads.ToDictionary(thread => thread.First.Id);
        return [.. firsts.Select(id => byFirst.GetValueOrDefault(id)).OfType<CommentThread>()];
    }

    /// <summary>
    /// One thread with its replies after <paramref name="after"/>; null when no thread of the article begins with that comment.
    /// </summary>
    public async Task<CommentThread?> ThreadAsync(string articleId, Guid id, Guid? after, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (
            await ThreadsAsync(connection, articleId, [id], after ?? Guid.Empty, RepliesOfPage, cancellation)
        ).SingleOrDefault();
    }

    /// <summary>Whether the newsroom picked out anything that readers see under the article.</summary>
    public async Task<bool> HasFeaturedAsync(string articleId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(
                Featured + " SELECT EXISTS (SELECT FROM above WHERE parent_id IS NULL)",
                new { articleId },
                cancellationToken: cancellation
            )
        );
    }

    /// <summary>A comment that readers see under the article.</summary>
    public async Task<ShownComment?> FindAsync(string articleId, Guid id, CancellationToken cancellation)
    {
        var sql = $"""
            WITH RECURSIVE visible AS (
                SELECT id AS thread_id, c.* FROM comments c
                WHERE article_id = @articleId AND status = 'shown' AND parent_id IS NULL
                UNION ALL
                {Replies}
            )
            SELECT id, parent_id, thread_id, name, title, content, edited, featured, badge, submitted_at,
                (SELECT id FROM visible b WHERE b.thread_id = v.thread_id AND b.id < v.id ORDER BY id DESC LIMIT 1) AS previous
            FROM visible v WHERE id = @id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<ShownComment>(
            new CommandDefinition(sql, new { articleId, id }, cancellationToken: cancellation)
        );
    }

    /// <summary>How many comments readers see under each article; one without comments is missing.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountsAsync(
        IEnumerable<string> articleIds,
        CancellationToken cancellation
    )
    {
        var sql = $"""
            WITH RECURSIVE visible AS (
                SELECT id AS thread_id, c.* FROM comments c
                WHERE article_id = ANY(@ids) AND status = 'shown' AND parent_id IS NULL
                UNION ALL
                {Replies}
            )
            SELECT article_id, count(*) FROM visible GROUP BY article_id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var counts = await connection.QueryAsync<(string ArticleId, long Comments)>(
            new CommandDefinition(sql, new { ids = articleIds.ToArray() }, cancellationToken: cancellation)
        );
        return counts.ToDictionary(c => c.ArticleId, c => c.Comments, StringComparer.Ordinal);
    }

    /// <summary>What the webhooks said last of a comment; null when they said nothing.</summary>
    public async Task<string?> StatusAsync(Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<string>(
            new CommandDefinition("SELECT status FROM comments WHERE id = @id", new { id }, cancellationToken: cancellation)
        );
    }

    private static async Task<IReadOnlyList<CommentThread>> ThreadsAsync(
        NpgsqlConnection connection,
        string articleId,
        Guid[] firsts,
        Guid after,
        int limit,
        CancellationToken cancellation
    )
    {
        var sql = $"""
            WITH RECURSIVE visible AS (
                SELECT id AS thread_id, c.* FROM comments c
                WHERE id = ANY(@firsts) AND article_id = @articleId AND status = 'shown' AND parent_id IS NULL
                UNION ALL
                {Replies}
            )
            SELECT p.id, p.parent_id, p.thread_id, p.name, p.title, p.content, p.edited, p.featured, p.badge, p.submitted_at,
                a.name AS answers
            FROM (SELECT *, row_number() OVER (PARTITION BY thread_id ORDER BY id <> thread_id, id) AS place FROM visible
                WHERE id = thread_id OR id > @after) AS p
            LEFT JOIN visible a ON a.id = p.parent_id AND a.id <> p.thread_id
            -- The thread's first comment, a page of replies, and one more that tells whether there are others.
            WHERE p.place <= @limit + 2 ORDER BY p.id
            """;
        var comments = await connection.QueryAsync<ShownComment>(
            new CommandDefinition(
                sql,
                new
                {
                    articleId,
                    firsts,
                    after,
                    limit,
                },
                cancellationToken: cancellation
            )
        );
        return
        [
            .. comments
                .ToLookup(c => c.ThreadId)
                .Select(thread =>
                {
                    var replies = thread.Where(c => c.Id != thread.Key).ToList();
                    return new CommentThread(
                        thread.Single(c => c.Id == thread.Key),
                        [.. replies.Take(limit)],
                        replies.Count > limit
                    );
                }),
        ];
    }
}
