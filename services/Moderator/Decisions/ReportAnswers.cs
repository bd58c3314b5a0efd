using Dapper;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Decisions;

/// <summary>How a decision answers all reports of its comment at once.</summary>
internal static class ReportAnswers
{
    /// <returns>The values of <c>reports.status</c>; null when a decision leaves reports open.</returns>
    public static string? Of(Outcome outcome) =>
        outcome switch
        {
            Outcome.Approve => "dismissed",
            Outcome.Reject => "upheld",
            Outcome.Withdraw => "lapsed",
            _ => null,
        };

    /// <summary>
    /// In the transaction that wrote the decisions, after them. What was reported of another revision lapses. An undo opens again
    /// what its decision had answered.
    /// </summary>
    public static async Task GiveAsync(NpgsqlTransaction transaction, IReadOnlyList<NewDecision> decisions)
    {
        const string answer = """
            UPDATE reports r SET status = CASE WHEN r.revision = a.revision THEN a.status ELSE 'lapsed' END,
                answered_at = clock_timestamp(), decision_id = a.id
            FROM unnest(@Ids, @CommentIds, @Revisions, @Answers) AS a (id, comment_id, revision, status)
            WHERE r.comment_id = a.comment_id AND r.status = 'open';
            UPDATE comments SET report_weight = 0 WHERE id = ANY(@CommentIds) AND report_weight > 0
            """;
        const string reopen = """
            UPDATE reports SET status = 'open', answered_at = NULL, decision_id = NULL WHERE decision_id = ANY(@Undone);
            UPDATE comments c SET report_weight = r.weight
            FROM (SELECT comment_id, sum(weight) AS weight FROM reports
                WHERE comment_id = ANY(@CommentIds) AND status = 'open' GROUP BY comment_id) r
            WHERE c.id = r.comment_id AND c.revision = (SELECT max(revision) FROM comments n WHERE n.id = c.id)
            """;
        var connection = transaction.Connection!;
        var answers = decisions
            .Where(d => (d.Comment.ReportWeight > 0 || d.Comment.Revision > 1) && Of(d.Outcome) is not null)
            .ToList();
        if (answers.Count > 0)
            await connection.ExecuteAsync(
                answer,
                new
                {
                    Ids = answers.Select(d => d.Id).ToArray(),
                    CommentIds = answers.Select(d => d.Comment.Id).ToArray(),
                    Revisions = answers.Select(d => d.Comment.Revision).ToArray(),
                    Answers = answers.Select(d => Of(d.Outcome)!).ToArray(),
                },
                transaction
            );
        var undos = decisions.Where(d => d.Outcome == Outcome.Undo).ToList();
        if (undos.Count > 0)
            await connection.ExecuteAsync(
                reopen,
                new
                {
                    Undone = undos.Select(d => d.Undoes!.Value).ToArray(),
                    CommentIds = undos.Select(d => d.Comment.Id).ToArray(),
                },
                transaction
            );
    }

    /// <summary>One decision took the place of another.</summary>
    public static Task MoveAsync(NpgsqlTransaction transaction, Guid from, Guid to) =>
        transaction.Connection!.ExecuteAsync(
            "UPDATE reports SET decision_id = @to WHERE decision_id = @from",
            new { from, to },
            transaction
        );
}
