using Dapper;
using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Tracking;

/// <summary>Takes comments back for their authors, with the message that tells of it.</summary>
public sealed class WithdrawalStore(NpgsqlDataSource database)
{
    /// <summary>A second time, and for a link that nobody has, nothing happens.</summary>
    public async Task WithdrawAsync(string token)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await WithdrawAsync(transaction, await TrackingStore.IdsOfAsync(transaction, token));
        await transaction.CommitAsync();
    }

    /// <summary>The same in the caller's transaction.</summary>
    public static async Task WithdrawAsync(NpgsqlTransaction transaction, Guid[] comments)
    {
        const string sql = """
            UPDATE submissions SET status = 'withdrawn', reason = NULL, edited = false, withdrawn_at = clock_timestamp()
            WHERE id = ANY(@comments) AND status <> 'withdrawn'
            RETURNING id AS comment_id, revision, article_id, withdrawn_at;
            DELETE FROM subscriptions WHERE comment_id = ANY(@comments);
            """;
        ArgumentNullException.ThrowIfNull(transaction);
        var withdrawn = await transaction.Connection!.QueryAsync<CommentWithdrawn>(sql, new { comments }, transaction);
        await Outbox.AddAsync(transaction, [.. withdrawn.Select(message => OutboxMessage.Of(message))]);
    }
}
