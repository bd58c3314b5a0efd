using Dapper;
using Moderation.Contracts;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Data;

/// <summary>Erases what readers wrote and what tells of them, and keeps the clock of it.</summary>
public sealed class ErasureStore(NpgsqlDataSource database)
{
    public const int PageSize = 50;

    /// <summary>A second time, and for a link that nobody has, nothing happens.</summary>
    public async Task EraseAsync(string token)
    {
        const string ask = """
            INSERT INTO erasures (comment_id, asked_at)
            SELECT id, clock_timestamp() FROM submissions WHERE tracking_hash = @hash
            ON CONFLICT DO NOTHING
            RETURNING comment_id
            """;
        // What has not left yet is dropped; where the text is not known, it need not be erased.
        const string erase = """
            DELETE FROM outbox WHERE id IN (
                SELECT id FROM outbox
                WHERE type IN ('CommentSubmitted', 'CommentAppealed', 'CommentReported')
                    AND body::jsonb ->> 'commentId' = @id::text
                FOR UPDATE SKIP LOCKED);
            DELETE FROM earlier_revisions WHERE comment_id = @id;
            DELETE FROM reports WHERE comment_id = @id;
            DELETE FROM subscriptions WHERE comment_id = @id;
            UPDATE appeals SET text = NULL WHERE comment_id = @id;
            UPDATE submissions SET name = NULL, title = NULL, content = NULL, phone_cipher = NULL, phone_key_id = NULL,
                phone_hash = NULL, address_hash = NULL, device_hash = NULL, published = NULL, fingerprint = ''
            WHERE id = @id
            RETURNING id AS comment_id, revision, clock_timestamp() AS erased_at
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var hash = TrackingLinks.HashOf(token);
        if (await connection.QuerySingleOrDefaultAsync<Guid?>(ask, new { hash }, transaction) is not { } id)
            return;
        await WithdrawalStore.WithdrawAsync(transaction, token);
        var erased = await connection.QuerySingleAsync<CommentErased>(erase, new { id }, transaction);
        await Outbox.AddAsync(transaction, [OutboxMessage.Of(erased)]);
        await transaction.CommitAsync();
    }

    /// <summary>Moderator has nothing left either.</summary>
    public async Task CompleteAsync(Guid commentId, CancellationToken cancellationToken)
    {
        const string sql = "UPDATE erasures SET done_at = clock_timestamp() WHERE comment_id = @commentId AND done_at IS NULL";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(sql, new { commentId });
    }

    /// <returns>How many are not done, and how many of these were asked before a moment.</returns>
    public async Task<(int Open, int Late)> CountAsync(DateTimeOffset lateBefore, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT count(*)::integer, (count(*) FILTER (WHERE asked_at < @lateBefore))::integer
            FROM erasures WHERE done_at IS NULL
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<(int, int)>(
            new CommandDefinition(sql, new { lateBefore }, cancellationToken: cancellationToken)
        );
    }

    /// <returns>
    /// Those that are not done from the oldest on, or those that are from the newest; one more than a page if there is.
    /// </returns>
    public async Task<IReadOnlyList<AskedErasure>> ListAsync(bool done, Cursor after, CancellationToken cancellationToken)
    {
        const string open = """
            SELECT comment_id, asked_at, done_at FROM erasures
            WHERE done_at IS NULL AND (asked_at, comment_id) > (@Moment, @Id)
            ORDER BY asked_at, comment_id LIMIT @Limit
            """;
        const string finished = """
            SELECT comment_id, asked_at, done_at FROM erasures
            WHERE done_at IS NOT NULL AND (asked_at, comment_id) < (@Moment, @Id)
            ORDER BY asked_at DESC, comment_id DESC LIMIT @Limit
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var page = await connection.QueryAsync<AskedErasure>(
            new CommandDefinition(
                done ? finished : open,
                new
                {
                    after.Moment,
                    after.Id,
                    Limit = PageSize + 1,
                },
                cancellationToken: cancellationToken
            )
        );
        return page.AsList();
    }
}

/// <param name="CommentId">Of which text and author are erased.</param>
/// <param name="AskedAt">When.</param>
/// <param name="DoneAt">When Moderator had nothing left either.</param>
public sealed record AskedErasure(Guid CommentId, DateTimeOffset AskedAt, DateTimeOffset? DoneAt);
