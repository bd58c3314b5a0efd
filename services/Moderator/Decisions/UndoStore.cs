using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Decisions;

/// <summary>Takes decisions back, each in one transaction with its message.</summary>
public sealed class UndoStore(NpgsqlDataSource database, DecisionLog log)
{
    internal async Task<DecisionResult> UndoAsync(
        Guid decisionId,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var results = await UndoAsync(transaction, [decisionId], actor);
        await transaction.CommitAsync(CancellationToken.None);
        return results[decisionId];
    }

    /// <summary>
    /// Puts comments back where they came from, in the caller's transaction. A message that has not left is recalled; one that
    /// has is followed by a retraction.
    /// </summary>
    /// <param name="transaction">The caller's.</param>
    /// <param name="decisionIds">Of different comments.</param>
    /// <param name="actor">Who takes them back.</param>
    /// <param name="batchId">The batch that is taken back.</param>
    internal async Task<IReadOnlyDictionary<Guid, DecisionResult>> UndoAsync(
        NpgsqlTransaction transaction,
        IReadOnlyCollection<Guid> decisionIds,
        Actor actor,
        Guid? batchId = null
    )
    {
        const string decided = "SELECT id, comment_id, revision FROM decisions WHERE id = ANY(@Ids)";
        var decidedOn = (
            await transaction.Connection!.QueryAsync<(Guid Id, Guid CommentId, int Revision)>(
                decided,
                new { Ids = decisionIds.ToArray() },
                transaction
            )
        ).ToDictionary(row => row.Id, row => (row.CommentId, row.Revision));
        Guid[] commentIds = [.. decidedOn.Values.Select(on => on.CommentId)];
        var comments = await LockedComments.LockAsync(transaction, commentIds);
        var latest = await HistoryStore.LatestOfAsync(transaction, commentIds);

        var results = decisionIds.ToDictionary(id => id, id => Refusal(id, decidedOn, comments, latest, actor));
        var undone = decisionIds.Where(id => results[id] is null).Select(id => latest[decidedOn[id].CommentId]).ToList();
        var recalled = await Outbox.RecallAsync(transaction, [.. undone.Where(d => d.IsTold).Select(d => d.Id)]);
        var corrections = await CorrectionsAsync(transaction, [.. undone.Select(d => d.Id)]);
        List<NewDecision> undos = [.. undone.Select(Undo)];
        foreach (var (undo, written) in undos.Zip(await log.AddAsync(transaction, undos)))
            results[undo.Undoes!.Value] = new DecisionResult.Done(written, undo.MovesTo, undo.Announced);
        await RestoreEarlierAsync(transaction, [.. undos.Where(undo => !undo.Announced).Select(undo => undo.Undoes!.Value)]);
        return results!;

        NewDecision Undo(Decision decision)
        {
            var isTold = decision.IsTold && (!recalled.Contains(decision.Id) || corrections.Contains(decision.Id));
            var comment = comments[decision.CommentId];
            var back = Back(decision, isTold);
            // What the newsroom said itself waits for nobody: whoever takes it back does so for good.
            var movesTo =
                comment.Badge == Badge.Newsroom && decision.Outcome == Outcome.Approve ? CommentStatus.Withdrawn : back;
            return new NewDecision(comment, Outcome.Undo, back, movesTo)
            {
                ModeratorId = actor.Id,
                Undoes = decision.Id,
                Undone = decision.Outcome,
                Overturned = decision,
                BatchId = batchId,
                Announced = isTold,
            };
        }
    }

    private static DecisionResult? Refusal(
        Guid id,
        Dictionary<Guid, (Guid CommentId, int Revision)> decidedOn,
        Dictionary<Guid, Comment> comments,
        Dictionary<Guid, Decision> latest,
        Actor actor
    )
    {
        if (!decidedOn.TryGetValue(id, out var on) || !comments.TryGetValue(on.CommentId, out var comment))
            return new DecisionResult.NotFound();
        if (!actor.Sections.Includes(comment.Section))
            return new DecisionResult.OtherSection();
        if (comment.Status == CommentStatus.Withdrawn)
            return new DecisionResult.Withdrawn();
        var decision = latest[on.CommentId];
        if (on.Revision < comment.Revision)
            return new DecisionResult.OtherRevision(comment.Revision);
        if (decision.Id != id)
            return new DecisionResult.Decided(decision);
        if (
            decision.Outcome is Outcome.Undo or Outcome.Appeal or Outcome.Report
            || (decision.Outcome == Outcome.Hold && decision.Rule is not null)
        )
            return new DecisionResult.NothingToUndo();
        return actor.Lacks(decision.ModeratorId, decision.Reason) is { } needed
            ? new DecisionResult.MayNotOverturn(needed)
            : null;
    }

    /// <summary>
    /// A person has had it in hand: it does not go back to where the policy would decide over them once scores come. What was
    /// reported does only while it is still published.
    /// </summary>
    private static CommentStatus Back(Decision decision, bool isTold) =>
        decision.Origin switch
        {
            CommentStatus.AwaitingScores => CommentStatus.Unscored,
            CommentStatus.Reported when isTold => CommentStatus.Suspect,
            var origin => origin,
        };

    /// <summary>
    /// A decision on a correction that was recalled took the place of the earlier revision's approval, which is in force again.
    /// </summary>
    private static Task RestoreEarlierAsync(NpgsqlTransaction transaction, Guid[] recalled)
    {
        const string sql = $"""
            UPDATE comments c SET status = 'approved', decided_at = before.decided_at
            FROM decisions u CROSS JOIN LATERAL (
                SELECT d.revision, d.outcome, d.decided_at FROM decisions d
                WHERE d.comment_id = u.comment_id AND d.version < u.version AND d.outcome <> 'hold'
                    AND d.outcome NOT IN {Outcomes.Beside}
                ORDER BY d.version DESC LIMIT 1) before
            WHERE u.id = ANY(@recalled) AND u.revision > 1 AND before.outcome = 'approve' AND before.revision < u.revision
                AND c.id = u.comment_id AND c.revision = before.revision AND c.status = 'superseded'
            """;
        return recalled.Length == 0
            ? Task.CompletedTask
            : transaction.Connection!.ExecuteAsync(sql, new { recalled }, transaction);
    }

    /// <summary>
    /// Those that took the place of an earlier one, which may have left, or whose comment was picked out since, which has a
    /// message of its own: their undo is always announced.
    /// </summary>
    private static async Task<IReadOnlySet<Guid>> CorrectionsAsync(NpgsqlTransaction transaction, Guid[] decisionIds)
    {
        const string sql = $"""
            SELECT d.id FROM decisions d CROSS JOIN LATERAL (
                SELECT e.outcome, e.revision FROM decisions e
                WHERE e.comment_id = d.comment_id AND e.version < d.version AND e.outcome NOT IN {Outcomes.Beside}
                ORDER BY e.version DESC LIMIT 1) earlier
            WHERE d.id = ANY(@decisionIds) AND earlier.revision = d.revision AND earlier.outcome IN ('approve', 'reject')
            UNION
            SELECT d.id FROM decisions d JOIN decisions later ON later.comment_id = d.comment_id AND later.version > d.version
            WHERE d.id = ANY(@decisionIds) AND later.outcome IN {Outcomes.Beside}
            """;
        return (await transaction.Connection!.QueryAsync<Guid>(sql, new { decisionIds }, transaction)).ToHashSet();
    }
}
