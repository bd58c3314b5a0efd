using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Leases;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Decisions;

/// <summary>Decisions of people, each in one transaction with its message.</summary>
public sealed class DecisionStore(NpgsqlDataSource database, DecisionLog log)
{
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
        if (!(await LockedComments.LockAsync(transaction, [commentId])).TryGetValue(commentId, out var comment))
            return new DecisionResult.NotFound();
        if (!actor.Sections.Includes(comment.Section))
            return new DecisionResult.OtherSection();
        if (comment.Status == CommentStatus.Withdrawn)
            return new DecisionResult.Withdrawn();
        var latest = (await HistoryStore.LatestOfAsync(transaction, [commentId]))[commentId];
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
        await ReportAnswers.MoveAsync(transaction, from: decisionId, to: written[0].Id);
        await transaction.CommitAsync(CancellationToken.None);
        return new DecisionResult.Done(written[0], CommentStatus.Rejected, Announced: true);
    }

    private async Task<IReadOnlyList<DecisionResult>> DecideEachOnceAsync(
        NpgsqlTransaction transaction,
        IReadOnlyList<DecisionOrder> orders
    )
    {
        var ids = orders.Select(order => order.CommentId).ToArray();
        var comments = await LockedComments.LockAsync(transaction, ids);
        var leases = await LeaseStore.HeldAsync(transaction.Connection!, ids);
        var decided = comments.Values.Where(c => c.Status.IsDecided()).Select(c => c.Id).ToArray();
        Dictionary<Guid, Decision> latest = decided.Length == 0 ? [] : await HistoryStore.LatestOfAsync(transaction, decided);

        var appealed = comments.Values.Where(c => c.Status == CommentStatus.Appealed).Select(c => c.Id).ToArray();
        var rejections = await HistoryStore.RejectionsAsync(transaction, appealed);

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
                        Announced: written[decision.Comment.Id].IsTold
                    )
                    : answer.Refusal!
            ),
        ];
    }
}
