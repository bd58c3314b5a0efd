using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Leases;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Readers;

/// <summary>
/// Comments that their authors took back. Whatever comes later, a text, scores or a decision, meets the row and changes nothing.
/// </summary>
public sealed class WithdrawalStore(NpgsqlDataSource database, DecisionLog log)
{
    /// <summary>Those that were withdrawn before stay as they are. Rows are locked in the order of their ids.</summary>
    public async Task WithdrawAsync(IReadOnlyList<CommentWithdrawn> withdrawals)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await WithdrawAsync(transaction, [.. withdrawals.Select(w => (w.CommentId, w.Revision))]);
        await transaction.CommitAsync();
    }

    /// <summary>The same in the caller's transaction.</summary>
    public async Task WithdrawAsync(NpgsqlTransaction transaction, IReadOnlyList<(Guid Id, int Revision)> withdrawals)
    {
        // A text that is being stored at this moment is waited for, and one that is still to come finds its place taken, of
        // whichever revision it is.
        const string take = """
            INSERT INTO comments (id, revision, status)
            SELECT w.id, taken, 'withdrawn' FROM unnest(@Ids, @Revisions) AS w (id, revision),
                generate_series(1, w.revision) AS taken
            ORDER BY w.id, taken
            ON CONFLICT DO NOTHING
            """;
        const string unsent = "SELECT id FROM decisions WHERE comment_id = ANY(@Ids)";
        const string withdraw = "UPDATE comments SET status = 'withdrawn' WHERE id = ANY(@Ids) AND status <> 'withdrawn'";
        var once = withdrawals.DistinctBy(w => w.Id).ToList();
        var rows = new { Ids = once.Select(w => w.Id).ToArray(), Revisions = once.Select(w => w.Revision).ToArray() };
        var connection = transaction.Connection!;
        await connection.ExecuteAsync(take, rows, transaction);
        var comments = (await LockedComments.LockAsync(transaction, rows.Ids)).Values;
        await Outbox.RecallAsync(transaction, [.. await connection.QueryAsync<Guid>(unsent, rows, transaction)]);
        await log.AddAsync(
            transaction,
            [
                .. comments
                    .Where(comment => comment.Status != CommentStatus.Withdrawn)
                    .OrderBy(comment => comment.Id)
                    .Select(comment => new NewDecision(
                        comment,
                        Outcome.Withdraw,
                        Origin: comment.Status,
                        MovesTo: CommentStatus.Withdrawn
                    )),
            ]
        );
        await connection.ExecuteAsync(withdraw, rows, transaction);
        await LeaseStore.EndAsync(transaction, rows.Ids);
    }
}
