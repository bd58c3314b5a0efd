using Dapper;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Leases;

/// <summary>
/// Leases on comments. They are rows with an end, so that any copy of the service sees them and none has to be awake to end them.
/// </summary>
internal sealed class LeaseStore(NpgsqlDataSource database, LeaseOptions options)
{
    /// <summary>
    /// Takes a comment in hand or, with the lease that it is held by, holds it longer. What a person holds already moves to the
    /// window that asks last. The comment's row is locked meanwhile: a decision at this moment ends its own lease first, and
    /// leaves nothing to take.
    /// </summary>
    /// <returns>Null when somebody else holds it, or it was decided.</returns>
    public async Task<(Guid Lease, DateTimeOffset Until)?> TakeAsync(
        Guid commentId,
        Guid? lease,
        Guid? console,
        Guid moderatorId,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            INSERT INTO leases AS held (comment_id, lease, moderator_id, console, until)
            SELECT @commentId, @Fresh, @moderatorId, @console, clock_timestamp() + @Length
            FROM (SELECT status FROM comments WHERE id = @commentId AND received_at IS NOT NULL ORDER BY revision DESC
                LIMIT 1 FOR SHARE) c
            WHERE NOT is_decided(c.status) AND c.status <> 'withdrawn'
            ON CONFLICT (comment_id) DO UPDATE SET
                lease = CASE
                    WHEN held.lease = @lease AND held.moderator_id = @moderatorId THEN held.lease ELSE excluded.lease
                END,
                moderator_id = excluded.moderator_id, console = excluded.console, until = excluded.until
            WHERE held.moderator_id = @moderatorId OR held.until <= statement_timestamp()
            RETURNING lease, until
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var taken = (
            await connection.QueryAsync<(Guid Lease, DateTimeOffset Until)?>(
                sql,
                new
                {
                    commentId,
                    lease,
                    console,
                    moderatorId,
                    Fresh = Guid.CreateVersion7(),
                    options.Length,
                }
            )
        ).SingleOrDefault();
        if (taken is { } held && held.Lease != lease)
            await Changes.OfLeasesAsync(connection, [commentId]);
        return taken;
    }

    /// <summary>Gives a comment back; nothing happens when the person does not hold it, or by another lease.</summary>
    public async Task ReleaseAsync(Guid commentId, Guid? lease, Guid moderatorId, CancellationToken cancellationToken)
    {
        const string sql =
            "DELETE FROM leases WHERE comment_id = @commentId AND moderator_id = @moderatorId "
            + "AND (@lease::uuid IS NULL OR lease = @lease)";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (
            await connection.ExecuteAsync(
                sql,
                new
                {
                    commentId,
                    moderatorId,
                    lease,
                }
            ) == 1
        )
            await Changes.OfLeasesAsync(connection, [commentId]);
    }

    public async Task<IReadOnlyDictionary<Guid, Lease>> HeldAsync(Guid[] commentIds, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await HeldAsync(connection, commentIds);
    }

    /// <summary>Those of the comments that are in somebody's hand now.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Lease>> HeldAsync(NpgsqlConnection connection, Guid[] commentIds)
    {
        const string sql = """
            SELECT l.comment_id, l.lease AS id, l.moderator_id, m.name AS moderator, l.until FROM leases l
                JOIN moderators m ON m.id = l.moderator_id
            WHERE l.comment_id = ANY(@commentIds) AND l.until > statement_timestamp()
            """;
        return (await connection.QueryAsync<Lease>(sql, new { commentIds })).ToDictionary(lease => lease.CommentId);
    }

    /// <summary>A decision ends the lease, in its transaction.</summary>
    public static Task EndAsync(NpgsqlTransaction transaction, Guid[] commentIds) =>
        transaction.Connection!.ExecuteAsync(
            "DELETE FROM leases WHERE comment_id = ANY(@commentIds)",
            new { commentIds },
            transaction
        );

    /// <summary>Ends what ran out, and what was held by a console whose stream has been gone for too long.</summary>
    public async Task EndAbandonedAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            DELETE FROM leases WHERE comment_id IN (
                SELECT l.comment_id FROM leases l LEFT JOIN consoles c ON c.id = l.console AND c.moderator_id = l.moderator_id
                WHERE l.until <= statement_timestamp() OR c.seen_at < statement_timestamp() - @ConsoleGone
                FOR UPDATE OF l SKIP LOCKED)
            RETURNING comment_id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ended = (await connection.QueryAsync<Guid>(sql, new { options.ConsoleGone })).ToArray();
        await Changes.OfLeasesAsync(connection, ended);
    }
}
