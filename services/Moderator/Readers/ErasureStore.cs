using Dapper;
using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Readers;

/// <summary>
/// Erases a comment's texts, whoever wrote them, and what tells of its author. The log keeps its lines, and in them digests that
/// tell nothing without their salts: the chain holds.
/// </summary>
public sealed class ErasureStore(NpgsqlDataSource database, WithdrawalStore withdrawals)
{
    /// <summary>It is withdrawn too, should that message be later. Any number of times is once.</summary>
    internal async Task EraseAsync(CommentErased erased)
    {
        // What was set aside of it is written down before this, or finds it erased.
        const string alone = "SELECT pg_advisory_xact_lock(hashtextextended(@CommentId::text, 0))";
        const string sql = """
            UPDATE comments SET name = '', title = '', content = '', phone_key = NULL, address_key = NULL, device_key = NULL,
                masked_phone = NULL, name_key = NULL, cluster_id = NULL, spans = '[]'
            WHERE id = @CommentId AND received_at IS NOT NULL;
            DELETE FROM searchable_texts WHERE comment_id = @CommentId;
            UPDATE blind_reads SET scores = '{}', risk = 0, rejection = NULL, spans = NULL WHERE comment_id = @CommentId;
            DELETE FROM shadow_scores WHERE comment_id = @CommentId;
            DELETE FROM fingerprints WHERE comment_id = @CommentId;
            DELETE FROM appeals WHERE comment_id = @CommentId;
            DELETE FROM reports WHERE comment_id = @CommentId;
            DELETE FROM comment_notes WHERE comment_id = @CommentId;
            DELETE FROM opinions WHERE comment_id = @CommentId;
            DELETE FROM golden_comments WHERE comment_id = @CommentId;
            DELETE FROM faults WHERE comment_id = @CommentId AND holds_text
                OR comment_id IS NULL AND position(convert_to(@CommentId::text, 'UTF8') IN body) > 0;
            DELETE FROM decision_notes n USING decisions d WHERE d.id = n.decision_id AND d.comment_id = @CommentId;
            DELETE FROM decision_edits e USING decisions d WHERE d.id = e.decision_id AND d.comment_id = @CommentId;
            """;
        const string now = "SELECT clock_timestamp()";
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(alone, erased, transaction);
        await withdrawals.WithdrawAsync(transaction, [(erased.CommentId, erased.Revision)]);
        await connection.ExecuteAsync(sql, erased, transaction);
        var forgotten = new CommentForgotten
        {
            CommentId = erased.CommentId,
            Revision = erased.Revision,
            ForgottenAt = await connection.ExecuteScalarAsync<DateTimeOffset>(now, transaction: transaction),
        };
        await Outbox.AddAsync(transaction, [OutboxMessage.Of(forgotten)]);
        await transaction.CommitAsync();
    }
}
