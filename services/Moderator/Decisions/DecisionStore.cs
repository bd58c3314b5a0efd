using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Leases;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Decisions;

/// <summary>Decisions of people, each in one transaction with its message, and the log of all.</summary>
public sealed class DecisionStore(NpgsqlDataSource database, DecisionLog log)
{
    private const string Select = """
        SELECT d.id, d.revision, d.version, d.outcome, m.name AS moderator, d.moderator_id, d.rule, d.reason, n.note,
            d.advice, d.findings, d.policy_version, d.list_version,
            d.masks, d.edit_digest IS NOT NULL AS edited,
            CASE WHEN e.title IS NOT NULL THEN jsonb_build_object('title', e.title, 'content', e.content) END AS edit,
            d.model, d.decided_at, d.undoes, d.comment_id, d.origin
        FROM decisions d LEFT JOIN moderators m ON m.id = d.moderator_id LEFT JOIN decision_notes n ON n.decision_id = d.id
            LEFT JOIN decision_edits e ON e.decision_id = d.id
        """;

    /// <summary>Decides what is asked at the same time in one transaction.</summary>
    /// <returns>What came of each, in the order in which they were asked.</returns>
    internal async Task<IReadOnlyList<DecisionResult>> DecideAsync(IReadOnlyList<DecisionOrder> orders)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var results = await DecideAsync(transaction, orders);
        await transaction.CommitAsync();
        return results;
    }

    /// <summary>
    /// Decides in the caller's transaction. Who asks second for the same comment meets the decision of the first.
    /// </summary>
    internal async Task<IReadOnlyList<DecisionResult>> DecideAsync(
        NpgsqlTransaction transaction,
        IReadOnlyList<DecisionOrder> orders
    )
    {
        var results = new DecisionResult[orders.Count];
        for (var waiting = Enumerable.Range(0, orders.Count).ToList(); waiting.Count > 0;)
        {
            var turn = waiting.DistinctBy(place => orders[place].CommentId).ToList();
            foreach (
                var (place, result) in turn.Zip(await DecideEachOnceAsync(transaction, [.. turn.Select(place => orders[place])]))
            )
                results[place] = result;
            waiting = [.. waiting.Except(turn)];
        }
        return results;
    }

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
        var comments = await LockAsync(transaction, commentIds);
        var latest = await LatestOfAsync(transaction, commentIds);

        var results = decisionIds.ToDictionary(id => id, id => Refusal(id, decidedOn, comments, latest, actor));
        var undone = decisionIds.Where(id => results[id] is null).Select(id => latest[decidedOn[id].CommentId]).ToList();
        var recalled = await Outbox.RecallAsync(transaction, [.. undone.Where(d => d.Outcome != Outcome.Hold).Select(d => d.Id)]);
        var corrections = await CorrectionsAsync(transaction, [.. undone.Select(d => d.Id)]);
        List<NewDecision> undos =
        [
            .. undone.Select(decision => new NewDecision(
                comments[decision.CommentId],
                Outcome.Undo,
                Back(decision),
                Back(decision)
            )
            {
                ModeratorId = actor.Id,
                Undoes = decision.Id,
                Undone = decision.Outcome,
                BatchId = batchId,
                Announced =
                    decision.Outcome != Outcome.Hold && (!recalled.Contains(decision.Id) || corrections.Contains(decision.Id)),
            }),
        ];
        foreach (var (undo, written) in undos.Zip(await log.AddAsync(transaction, undos)))
            results[undo.Undoes!.Value] = new DecisionResult.Done(written, undo.MovesTo, undo.Announced);
        await RestoreEarlierAsync(transaction, [.. undos.Where(undo => !undo.Announced).Select(undo => undo.Undoes!.Value)]);
        return results!;
    }

    /// <summary>
    /// Gives a rejection that stands another reason: one more decision, whose message takes the place of the earlier one.
    /// </summary>
    internal async Task<DecisionResult> ChangeReasonAsync(
        Guid decisionId,
        RejectReason reason,
        string? note,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (
            await connection.QuerySingleOrDefaultAsync<Guid?>(
                "SELECT comment_id FROM decisions WHERE id = @decisionId",
                new { decisionId },
                transaction
            )
            is not { } commentId
        )
            return new DecisionResult.NotFound();
        if (!(await LockAsync(transaction, [commentId])).TryGetValue(commentId, out var comment))
            return new DecisionResult.NotFound();
        if (!actor.Sections.Includes(comment.Section))
            return new DecisionResult.OtherSection();
        if (comment.Status == CommentStatus.Withdrawn)
            return new DecisionResult.Withdrawn();
        var latest = (await LatestOfAsync(transaction, [commentId]))[commentId];
        if (latest.Revision < comment.Revision)
            return new DecisionResult.OtherRevision(comment.Revision);
        if (latest.Id != decisionId)
            return new DecisionResult.Decided(latest);
        if (latest.Outcome != Outcome.Reject)
            return new DecisionResult.NotARejection();
        if (actor.Lacks(latest.ModeratorId, latest.Reason) is { } needed)
            return new DecisionResult.MayNotOverturn(needed);

        await Outbox.RecallAsync(transaction, decisionId);
        var written = await log.AddAsync(
            transaction,
            [
                new NewDecision(comment, Outcome.Reject, latest.Origin, CommentStatus.Rejected)
                {
                    ModeratorId = actor.Id,
                    Reason = reason,
                    Note = note,
                },
            ]
        );
        await transaction.CommitAsync(CancellationToken.None);
        return new DecisionResult.Done(written[0], CommentStatus.Rejected, Announced: true);
    }

    /// <summary>The log of one comment, oldest first.</summary>
    internal async Task<IReadOnlyList<Decision>> HistoryAsync(Guid commentId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<Decision>(
                Select + " WHERE d.comment_id = @commentId ORDER BY d.version",
                new { commentId }
            )
        ).AsList();
    }

    /// <summary>Of each comment the latest decision by a rule and the latest by a person.</summary>
    internal async Task<ILookup<Guid, Decision>> LatestAsync(Guid[] commentIds, CancellationToken cancellationToken)
    {
        const string latest = """
             JOIN (
                SELECT comment_id, max(version) AS version FROM decisions
                WHERE comment_id = ANY(@commentIds) AND num_nonnulls(moderator_id, rule) = 1
                GROUP BY comment_id, rule IS NULL
            ) l USING (comment_id, version)
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Decision>(Select + latest, new { commentIds })).ToLookup(decision =>
            decision.CommentId
        );
    }

    private async Task<IReadOnlyList<DecisionResult>> DecideEachOnceAsync(
        NpgsqlTransaction transaction,
        IReadOnlyList<DecisionOrder> orders
    )
    {
        var ids = orders.Select(order => order.CommentId).ToArray();
        var comments = await LockAsync(transaction, ids);
        var leases = await LeaseStore.HeldAsync(transaction.Connection!, ids);
        var decided = comments.Values.Where(c => c.Status.IsDecided()).Select(c => c.Id).ToArray();
        Dictionary<Guid, Decision> latest = decided.Length == 0 ? [] : await LatestOfAsync(transaction, decided);

        var appealed = comments.Values.Where(c => c.Status == CommentStatus.Appealed).Select(c => c.Id).ToArray();
        var rejections = await RejectionsAsync(transaction, appealed);

        var answers = orders
            .Select(order =>
                order.On(
                    comments.GetValueOrDefault(order.CommentId),
                    leases.GetValueOrDefault(order.CommentId),
                    latest.GetValueOrDefault(order.CommentId),
                    [.. rejections[order.CommentId]]
                )
            )
            .ToList();
        var accepted = answers.Select(answer => answer.Decision).OfType<NewDecision>().ToList();
        var written = (await log.AddAsync(transaction, accepted)).ToDictionary(decision => decision.CommentId);
        if (accepted.Count > 0)
            await LeaseStore.EndAsync(transaction, [.. written.Keys]);
        return
        [
            .. answers.Select(answer =>
                answer.Decision is { } decision
                    ? new DecisionResult.Done(
                        written[decision.Comment.Id],
                        decision.MovesTo,
                        Announced: decision.Outcome != Outcome.Hold
                    )
                    : answer.Refusal!
            ),
        ];
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
        if (decision.Outcome is Outcome.Undo or Outcome.Appeal || (decision.Outcome == Outcome.Hold && decision.Rule is not null))
            return new DecisionResult.NothingToUndo();
        return actor.Lacks(decision.ModeratorId, decision.Reason) is { } needed
            ? new DecisionResult.MayNotOverturn(needed)
            : null;
    }

    /// <summary>
    /// A person has had it in hand: it does not go back to where the policy would decide over them once scores come.
    /// </summary>
    private static CommentStatus Back(Decision decision) =>
        decision.Origin == CommentStatus.AwaitingScores ? CommentStatus.Unscored : decision.Origin;

    /// <summary>
    /// Locks all revisions in the order of their ids, the newest first, so that decisions on one comment come one after the
    /// other, and returns the newest of each. They are read after they were locked: what is corrected at that moment is waited
    /// for, and seen.
    /// </summary>
    internal static async Task<Dictionary<Guid, Comment>> LockAsync(NpgsqlTransaction transaction, Guid[] commentIds)
    {
        const string sql = """
            SELECT id FROM comments WHERE id = ANY(@commentIds) ORDER BY id, revision DESC FOR UPDATE;
            SELECT * FROM comments WHERE id = ANY(@commentIds) AND received_at IS NOT NULL ORDER BY id, revision DESC FOR UPDATE
            """;
        await using var results = await transaction.Connection!.QueryMultipleAsync(sql, new { commentIds }, transaction);
        await results.ReadAsync<Guid>();
        return (await results.ReadAsync<Comment>()).GroupBy(c => c.Id).ToDictionary(c => c.Key, c => c.First());
    }

    /// <summary>
    /// A decision on a correction that was recalled took the place of the earlier revision's approval, which is in force again.
    /// </summary>
    private static Task RestoreEarlierAsync(NpgsqlTransaction transaction, Guid[] recalled)
    {
        const string sql = """
            UPDATE comments c SET status = 'approved', decided_at = before.decided_at
            FROM decisions u CROSS JOIN LATERAL (
                SELECT d.revision, d.outcome, d.decided_at FROM decisions d
                WHERE d.comment_id = u.comment_id AND d.version < u.version AND d.outcome <> 'hold'
                ORDER BY d.version DESC LIMIT 1) before
            WHERE u.id = ANY(@recalled) AND u.revision > 1 AND before.outcome = 'approve' AND before.revision < u.revision
                AND c.id = u.comment_id AND c.revision = before.revision AND c.status = 'superseded'
            """;
        return recalled.Length == 0
            ? Task.CompletedTask
            : transaction.Connection!.ExecuteAsync(sql, new { recalled }, transaction);
    }

    /// <summary>Those that took the place of an earlier one, which may have left: their undo is always announced.</summary>
    private static async Task<IReadOnlySet<Guid>> CorrectionsAsync(NpgsqlTransaction transaction, Guid[] decisionIds)
    {
        const string sql = """
            SELECT d.id FROM decisions d JOIN decisions earlier ON earlier.comment_id = d.comment_id
                AND earlier.version = d.version - 1 AND earlier.revision = d.revision
            WHERE d.id = ANY(@decisionIds) AND earlier.outcome IN ('approve', 'reject')
            """;
        return (await transaction.Connection!.QueryAsync<Guid>(sql, new { decisionIds }, transaction)).ToHashSet();
    }

    private static async Task<ILookup<Guid, Decision>> RejectionsAsync(NpgsqlTransaction transaction, Guid[] commentIds)
    {
        const string rejections = " WHERE d.comment_id = ANY(@commentIds) AND d.outcome = 'reject' ORDER BY d.version";
        IEnumerable<Decision> found = commentIds.Length == 0
            ? []
            : await transaction.Connection!.QueryAsync<Decision>(Select + rejections, new { commentIds }, transaction);
        return found.ToLookup(decision => decision.CommentId);
    }

    private static async Task<Dictionary<Guid, Decision>> LatestOfAsync(NpgsqlTransaction transaction, Guid[] commentIds)
    {
        const string latest = """
             JOIN (SELECT comment_id, max(version) AS version FROM decisions WHERE comment_id = ANY(@commentIds)
                 GROUP BY comment_id) l USING (comment_id, version)
            """;
        return (
            await transaction.Connection!.QueryAsync<Decision>(Select + latest, new { commentIds }, transaction)
        ).ToDictionary(row => row.CommentId);
    }
}
