using Dapper;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Npgsql;

namespace Moderation.Moderator.Queue;

public sealed class QueueStore(NpgsqlDataSource database)
{
    /// <summary>A page of comments behind the cursor. The index is read from there, so that every page costs the same.</summary>
    internal async Task<IReadOnlyList<Comment>> PageAsync(CommentStatus queue, QueueCursor? after, int limit, CancellationToken cancellationToken)
    {
        const string waiting = """
            SELECT * FROM comments
            WHERE status = @Status AND (queued_at, id) > (@Moment, @Id)
            ORDER BY queued_at, id LIMIT @limit
            """;
        const string decided = """
            SELECT * FROM comments
            WHERE status = @Status AND (decided_at, id) < (@Moment, @Id)
            ORDER BY decided_at DESC, id DESC LIMIT @limit
            """;
        var isDecided = queue is CommentStatus.Approved or CommentStatus.Rejected;
        after ??= isDecided ? new QueueCursor(DateTimeOffset.MaxValue, Guid.AllBitsSet) : new QueueCursor(DateTimeOffset.MinValue, Guid.Empty);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Comment>(isDecided ? decided : waiting, new { Status = queue.Word(), after.Moment, after.Id, limit })).AsList();
    }

    /// <summary>How many comments stand in each queue, counted up to <paramref name="most"/>, so that a large queue costs no more.</summary>
    internal async Task<IReadOnlyDictionary<string, int>> CountsAsync(IEnumerable<CommentStatus> queues, int most, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT q.status, (SELECT count(*) FROM (SELECT FROM comments c WHERE c.status = q.status LIMIT @most) c)::int AS count
            FROM unnest(@Statuses) AS q (status)
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<(string Status, int Count)>(sql, new { Statuses = queues.Select(q => q.Word()).ToArray(), most }))
            .ToDictionary(row => row.Status, row => row.Count, StringComparer.Ordinal);
    }

    /// <summary>The newest revision whose text is there.</summary>
    internal async Task<Comment?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        const string sql = "SELECT * FROM comments WHERE id = @id AND received_at IS NOT NULL ORDER BY revision DESC LIMIT 1";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Comment>(sql, new { id });
    }
}
