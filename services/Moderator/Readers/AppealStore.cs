using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Npgsql;

namespace Moderation.Moderator.Readers;

/// <summary>What authors say to rejections.</summary>
public sealed class AppealStore(NpgsqlDataSource database, DecisionLog log)
{
    /// <summary>
    /// The first one counts. A comment that is not rejected any more stays where it is; whoever decides on it reads the appeal.
    /// </summary>
    internal async Task RecordAsync(CommentAppealed appeal)
    {
        const string sql = """
            INSERT INTO appeals (comment_id, revision, text, appealed_at) VALUES (@CommentId, @Revision, @Text, @AppealedAt)
            ON CONFLICT DO NOTHING
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var comment = (await LockedComments.LockAsync(transaction, [appeal.CommentId])).GetValueOrDefault(appeal.CommentId);
        if (comment?.Status == CommentStatus.Withdrawn || await connection.ExecuteAsync(sql, appeal, transaction) == 0)
            return;
        if (comment?.Status == CommentStatus.Rejected)
            await log.AddAsync(
                transaction,
                [new NewDecision(comment, Outcome.Appeal, Origin: CommentStatus.Rejected, MovesTo: CommentStatus.Appealed)]
            );
        await transaction.CommitAsync();
    }
}
