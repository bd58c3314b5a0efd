using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Npgsql;

namespace Moderation.Moderator.Readers;

/// <summary>What readers report of published comments.</summary>
public sealed class ReportStore(NpgsqlDataSource database, DecisionLog log)
{
    /// <summary>
    /// The first of a reader counts. A comment that is published goes into the queue of reported ones; of one that waits the
    /// report is answered with it, and one that was rejected meanwhile answers it.
    /// </summary>
    /// <returns>False when there is no such comment.</returns>
    internal async Task<bool> RecordAsync(CommentReported report)
    {
        const string record = """
            SELECT count(*) FILTER (WHERE status = 'upheld')::int, count(*) FILTER (WHERE status = 'dismissed')::int
            FROM reports WHERE reporter = @Reporter AND status IN ('upheld', 'dismissed')
            """;
        const string add = """
            INSERT INTO reports (comment_id, reporter, revision, reason, weight, reported_at, status, answered_at)
            VALUES (@CommentId, @Reporter, @Revision, @Reason, @Weight, @ReportedAt, @Status,
                CASE WHEN @Status <> 'open' THEN clock_timestamp() END)
            ON CONFLICT DO NOTHING
            """;
        const string weigh =
            "UPDATE comments SET report_weight = report_weight + @Weight WHERE id = @Id AND revision = @Revision";
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var comment = (await LockedComments.LockAsync(transaction, [report.CommentId])).GetValueOrDefault(report.CommentId);
        if (comment is null)
            return false;
        if (comment.Status == CommentStatus.Withdrawn)
            return true;
        var (upheld, dismissed) = await connection.QuerySingleAsync<(int, int)>(record, report, transaction);
        var isOpen = comment.Status != CommentStatus.Rejected;
        var weight = ReportWeight.Of(upheld, dismissed);
        var values = new
        {
            report.CommentId,
            report.Reporter,
            // What is published now is what a person will look at.
            Revision = comment.Status == CommentStatus.Approved ? comment.Revision : report.Revision,
            Reason = report.Reason.Word(),
            Weight = weight,
            report.ReportedAt,
            Status = isOpen ? "open" : ReportAnswers.Of(Outcome.Reject),
        };
        if (await connection.ExecuteAsync(add, values, transaction) == 0)
            return true;
        if (isOpen)
            await connection.ExecuteAsync(
                weigh,
                new
                {
                    Weight = weight,
                    comment.Id,
                    comment.Revision,
                },
                transaction
            );
        if (comment.Status == CommentStatus.Approved)
            await log.AddAsync(
                transaction,
                [new NewDecision(comment, Outcome.Report, Origin: CommentStatus.Approved, MovesTo: CommentStatus.Reported)]
            );
        await transaction.CommitAsync();
        return true;
    }
}
