using Dapper;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Publisher.Publications;

/// <summary>
/// Reads what readers see. A reply stands in the thread of the comment that it answers, however deep, by the rule of
/// <see cref="VisibleReplies"/>.
/// </summary>
public sealed class ThreadStore(NpgsqlDataSource database)
{
    /// <summary>How many replies come with their thread; the rest has pages of its own.</summary>
    public const int RepliesWithThread = 20;

    /// <summary>Of <see cref="Row"/>.</summary>
    private const string Columns =
        "thread_id, comment_id, parent_id, name, title, content, submitted_at, approved_at, revision, edited, featured, badge, "
        + "likes";

    /// <summary>Up from what is featured, which is little and has an index, to the threads that it stands in.</summary>
    private static readonly string Featured = $"""
        above AS (
            SELECT comment_id AS id, parent_id, article_id FROM publications
            WHERE article_id = @articleId AND status = 'published' AND featured
            UNION
            {VisibleReplies.Threads("publications", "comment_id", "published")}
        ),
        """;

    private static readonly string Replies = VisibleReplies.Of("publications", "comment_id", "published");

    /// <param name="articleId">The article.</param>
    /// <param name="order">Of the threads.</param>
    /// <param name="after">Where the page begins.</param>
    /// <param name="limit">How many threads, replies not counted.</param>
    /// <param name="featured">Only those in which readers see something that the newsroom picked out.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>Threads, each with its first replies, the oldest first.</returns>
    public async Task<ThreadPage> PageAsync(
        string articleId,
        ThreadOrder order,
        ThreadCursor after,
        int limit,
        bool featured,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(after);
        var sql = $"""
            WITH RECURSIVE {(featured ? Featured : "")} page AS (
                SELECT * FROM publications
                WHERE article_id = @articleId AND status = 'published' AND parent_id IS NULL
                    AND {order.IsAfter} {(featured ? "AND comment_id IN (SELECT id FROM above WHERE parent_id IS NULL)" : "")}
                ORDER BY {order.By} LIMIT @Rows
            ), visible AS (
                SELECT comment_id AS thread_id, page.* FROM page
                UNION ALL
                {Replies}
            )
            SELECT {Columns}
            FROM (SELECT *, row_number() OVER (PARTITION BY thread_id
                ORDER BY comment_id <> thread_id, submitted_at, comment_id) AS place FROM visible) AS placed
            -- The thread's own comment, its first replies, and one more that tells whether there are others.
            WHERE place <= @Replies + 2 ORDER BY submitted_at, comment_id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                sql,
                new
                {
                    articleId,
                    after.Likes,
                    Moment = after.Place.Moment.UtcDateTime,
                    after.Place.Id,
                    Rows = limit + 1,
                    Replies = RepliesWithThread,
                },
                cancellationToken: cancellationToken
            )
        );
        var threads = rows.GroupBy(r => r.ThreadId)
            .Select(thread =>
                thread
                    .Single(r => r.CommentId == thread.Key)
                    .ToThread([.. thread.Where(r => r.CommentId != thread.Key).Select(r => r.ToComment())])
            )
            .OrderBy(t => order == ThreadOrder.Best ? t.Likes : 0)
            .ThenBy(t => t.SubmittedAt)
            .ThenBy(t => t.Id)
            .ToList();
        if (order != ThreadOrder.Oldest)
            threads.Reverse();
        var next = threads.Count > limit ? threads[limit - 1] : null;
        return new ThreadPage(
            articleId,
            [.. threads.Take(limit)],
            next is null ? null : order.CursorOf(next.Likes, next.SubmittedAt, next.Id)
        );
    }

    /// <summary>The threads in the order of likes, without texts and replies: for sites that have them.</summary>
    /// <inheritdoc cref="PageAsync"/>
    public async Task<Ranking> RankingAsync(
        string articleId,
        ThreadCursor after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(after);
        var sql = $"""
            SELECT comment_id, likes, submitted_at FROM publications
            WHERE article_id = @articleId AND status = 'published' AND parent_id IS NULL AND {ThreadOrder.Best.IsAfter}
            ORDER BY {ThreadOrder.Best.By} LIMIT @Rows
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var threads = (
            await connection.QueryAsync<(Guid Id, int Likes, DateTimeOffset SubmittedAt)>(
                new CommandDefinition(
                    sql,
                    new
                    {
                        articleId,
                        after.Likes,
                        Moment = after.Place.Moment.UtcDateTime,
                        after.Place.Id,
                        Rows = limit + 1,
                    },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
        var last = threads.ElementAtOrDefault(limit - 1);
        return new Ranking(
            articleId,
            [.. threads.Take(limit).Select(thread => new RankedThread(thread.Id, thread.Likes))],
            threads.Count > limit ? ThreadOrder.Best.CursorOf(last.Likes, last.SubmittedAt, last.Id) : null
        );
    }

    /// <param name="articleId">The article.</param>
    /// <param name="threadId">The comment that began the thread.</param>
    /// <param name="after">Where the page begins.</param>
    /// <param name="limit">How many replies.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>Replies, the oldest first; null when no thread begins with that comment.</returns>
    public async Task<ReplyPage?> RepliesAsync(
        string articleId,
        Guid threadId,
        Cursor after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(after);
        var sql = $"""
            WITH RECURSIVE visible AS (
                SELECT comment_id AS thread_id, p.* FROM publications p
                WHERE comment_id = @threadId AND article_id = @articleId AND status = 'published' AND parent_id IS NULL
                UNION ALL
                {Replies}
            )
            SELECT {Columns}
            FROM visible WHERE comment_id = @threadId OR (submitted_at, comment_id) > (@Moment, @Id)
            ORDER BY comment_id <> @threadId, submitted_at, comment_id LIMIT @Rows
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (
            await connection.QueryAsync<Row>(
                new CommandDefinition(
                    sql,
                    new
                    {
                        articleId,
                        threadId,
                        Moment = after.Moment.UtcDateTime,
                        after.Id,
                        Rows = limit + 2,
                    },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
        if (rows.Count == 0)
            return null;
        var replies = rows.Skip(1).Select(r => r.ToComment()).ToList();
        return new ReplyPage(articleId, threadId, [.. replies.Take(limit)], Next(replies, limit));
    }

    /// <returns>How many comments readers see under each article, replies counted; 0 for an unknown one.</returns>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(
        IReadOnlyCollection<string> articleIds,
        CancellationToken cancellationToken
    )
    {
        var sql = $"""
            WITH RECURSIVE visible AS (
                SELECT comment_id AS thread_id, p.* FROM publications p
                WHERE article_id = ANY(@Ids) AND status = 'published' AND parent_id IS NULL
                UNION ALL
                {Replies}
            )
            SELECT article_id, count(*)::integer FROM visible GROUP BY article_id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = (
            await connection.QueryAsync<(string Id, int Count)>(
                new CommandDefinition(sql, new { Ids = articleIds.ToArray() }, cancellationToken: cancellationToken)
            )
        ).ToDictionary(c => c.Id, c => c.Count, StringComparer.Ordinal);
        return articleIds
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(id => id, id => found.GetValueOrDefault(id), StringComparer.Ordinal);
    }

    /// <summary>The cursor after the first <paramref name="limit"/>, when there are more.</summary>
    private static string? Next(IReadOnlyList<PublishedComment> comments, int limit) =>
        comments.Count > limit ? new Cursor(comments[limit - 1].SubmittedAt, comments[limit - 1].Id).ToString() : null;

    private sealed record Row(
        Guid ThreadId,
        Guid CommentId,
        Guid? ParentId,
        string Name,
        string Title,
        string Content,
        DateTimeOffset SubmittedAt,
        DateTimeOffset ApprovedAt,
        int Revision,
        bool Edited,
        bool Featured,
        string? Badge,
        int Likes
    )
    {
        public PublishedComment ToComment() =>
            new(CommentId, ParentId, Name, Title, Content, SubmittedAt, ApprovedAt, Revision, Edited, Featured, Badge, Likes);

        public PublishedComment ToThread(IReadOnlyList<PublishedComment> replies) =>
            ToComment() with
            {
                Replies = [.. replies.Take(RepliesWithThread)],
                NextReplies = Next(replies, RepliesWithThread),
            };
    }
}
