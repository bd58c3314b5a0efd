using Dapper;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.Moderator.Comments;

/// <summary>Reads comments as stored, and keeps what colleagues write of them.</summary>
internal sealed class CommentStore(NpgsqlDataSource database)
{
    /// <summary>The newest revision whose text is there.</summary>
    public async Task<Comment?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        const string sql = "SELECT * FROM comments WHERE id = @id AND received_at IS NOT NULL ORDER BY revision DESC LIMIT 1";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Comment>(sql, new { id });
    }

    /// <summary>The newest revisions of several comments, in no order.</summary>
    public async Task<IReadOnlyList<Comment>> FindAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        const string sql =
            "SELECT DISTINCT ON (id) * FROM comments WHERE id = ANY(@ids) AND received_at IS NOT NULL ORDER BY id, revision DESC";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Comment>(sql, new { ids })).AsList();
    }

    /// <summary>
    /// The comment that this one is a near-duplicate of: the first of its cluster, or, of the first, the latest of the others.
    /// </summary>
    public async Task<Comment?> TwinAsync(Comment comment, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT * FROM comments WHERE cluster_id = @ClusterId AND id <> @Id AND received_at IS NOT NULL
                AND status <> 'superseded'
            ORDER BY id <> cluster_id, received_at DESC LIMIT 1
            """;
        if (comment.ClusterId is null)
            return null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Comment>(sql, new { comment.ClusterId, comment.Id });
    }

    /// <summary>Under the same article, the <paramref name="each"/> nearest before and after, oldest first.</summary>
    public async Task<IReadOnlyList<Comment>> SiblingsAsync(Comment comment, int each, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT * FROM (
                (SELECT * FROM comments WHERE article_id = @ArticleId AND (submitted_at, id) < (@SubmittedAt, @Id)
                    ORDER BY submitted_at DESC, id DESC LIMIT @each)
                UNION ALL
                (SELECT * FROM comments WHERE article_id = @ArticleId AND (submitted_at, id) > (@SubmittedAt, @Id)
                    ORDER BY submitted_at, id LIMIT @each)
            ) c
            WHERE NOT EXISTS (SELECT FROM comments newer WHERE newer.id = c.id AND newer.revision > c.revision
                AND newer.received_at IS NOT NULL)
            ORDER BY submitted_at, id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<Comment>(
                sql,
                new
                {
                    comment.ArticleId,
                    comment.SubmittedAt,
                    comment.Id,
                    each,
                }
            )
        ).Where(c => c.Id != comment.Id).ToList();
    }

    /// <summary>Those of the comments whose authors appealed.</summary>
    public async Task<IReadOnlyDictionary<Guid, Appeal>> AppealsAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        const string sql = "SELECT comment_id, text, appealed_at FROM appeals WHERE comment_id = ANY(@ids)";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<(Guid Id, string Text, DateTimeOffset AppealedAt)>(sql, new { ids })).ToDictionary(
            row => row.Id,
            row => new Appeal(row.Text, row.AppealedAt)
        );
    }

    /// <summary>The open reports of those of the comments that readers report.</summary>
    public async Task<IReadOnlyDictionary<Guid, Reports>> ReportsAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT comment_id, reason, count(*)::int, sum(weight)::double precision, max(reported_at)
            FROM reports WHERE comment_id = ANY(@ids) AND status = 'open'
            GROUP BY comment_id, reason ORDER BY count(*) DESC, reason
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<(Guid Id, RejectReason Reason, int Count, double Weight, DateTimeOffset Latest)>(
                sql,
                new { ids }
            )
        )
            .GroupBy(row => row.Id)
            .ToDictionary(
                rows => rows.Key,
                rows => new Reports(
                    rows.Sum(row => row.Count),
                    rows.Sum(row => row.Weight),
                    [.. rows.Select(row => new ReasonCount(row.Reason, row.Count))],
                    rows.Max(row => row.Latest)
                )
            );
    }

    /// <summary>Of those of the comments that were corrected, what they said before.</summary>
    public async Task<IReadOnlyDictionary<Guid, Earlier>> EarlierAsync(
        IReadOnlyCollection<Comment> comments,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            SELECT DISTINCT ON (c.id) c.id, c.revision, c.title, c.content, c.status = 'approved'
            FROM unnest(@Ids, @Revisions) AS n (id, revision)
                JOIN comments c ON c.id = n.id AND c.revision < n.revision AND c.received_at IS NOT NULL
            ORDER BY c.id, c.status = 'approved' DESC, c.revision DESC
            """;
        var corrected = comments.Where(c => c.Revision > 1).ToList();
        if (corrected.Count == 0)
            return new Dictionary<Guid, Earlier>();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<(Guid Id, int Revision, string Title, string Content, bool Published)>(
                sql,
                new { Ids = corrected.Select(c => c.Id).ToArray(), Revisions = corrected.Select(c => c.Revision).ToArray() }
            )
        ).ToDictionary(row => row.Id, row => new Earlier(row.Revision, row.Title, row.Content, row.Published));
    }

    public async Task<IReadOnlyList<Note>> NotesAsync(Guid commentId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT n.id, n.kind, m.name AS moderator, n.text, n.created_at FROM comment_notes n
                JOIN moderators m ON m.id = n.moderator_id
            WHERE n.comment_id = @commentId ORDER BY n.created_at, n.id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Note>(sql, new { commentId })).AsList();
    }

    public async Task<(Guid Id, DateTimeOffset CreatedAt)> AddNoteAsync(
        Guid commentId,
        NoteKind kind,
        string text,
        Guid moderatorId,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            INSERT INTO comment_notes (id, kind, comment_id, moderator_id, text)
                VALUES (@Id, @Kind, @commentId, @moderatorId, @text)
            RETURNING id, created_at
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<(Guid, DateTimeOffset)>(
            sql,
            new
            {
                Id = Guid.CreateVersion7(),
                Kind = kind.Word(),
                commentId,
                moderatorId,
                text,
            }
        );
    }
}
