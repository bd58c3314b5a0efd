using Dapper;
using Moderation.Contracts;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Data;

/// <summary>Erases what readers wrote and what tells of them, and keeps the clock of it.</summary>
public sealed class ErasureStore(NpgsqlDataSource database)
{
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
                WHERE type IN ('CommentSubmitted', 'CommentAppealed') AND body::jsonb ->> 'commentId' = @id::text
                FOR UPDATE SKIP LOCKED);
            DELETE FROM earlier_revisions WHERE comment_id = @id;
            UPDATE appeals SET text = NULL WHERE comment_id = @id;
            UPDATE submissions SET name = NULL, title = NULL, content = NULL, phone_cipher = NULL, phone_key_id = NULL,
                phone_hash = NULL, address_hash = NULL, device_hash = NULL, fingerprint = ''
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
}
