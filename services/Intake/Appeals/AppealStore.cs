using Dapper;
using Moderation.Contracts;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Appeals;

/// <summary>What authors say to rejections, with the messages that tell of it.</summary>
public sealed class AppealStore(NpgsqlDataSource database)
{
    /// <returns>False when the link's comment is not rejected now, or was appealed before.</returns>
    public async Task<bool> AppealAsync(string token, string text)
    {
        const string sql = """
            WITH rejected AS (
                SELECT id, revision FROM submissions WHERE tracking_hash = @hash AND status = 'rejected' FOR UPDATE
            )
            INSERT INTO appeals (comment_id, revision, text, appealed_at)
            SELECT id, revision, @text, clock_timestamp() FROM rejected
            ON CONFLICT DO NOTHING
            RETURNING comment_id, revision, text, appealed_at
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var appealed = (
            await connection.QueryAsync<CommentAppealed>(
                sql,
                new { hash = TrackingLinks.HashOf(token), text },
                transaction
            )
        ).AsList();
        await Outbox.AddAsync(transaction, [.. appealed.Select(message => OutboxMessage.Of(message))]);
        await transaction.CommitAsync();
        return appealed.Count > 0;
    }
}
