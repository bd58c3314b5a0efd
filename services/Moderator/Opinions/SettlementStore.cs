using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Opinions;

/// <summary>A senior decides anew what two people disagreed on, in one transaction with the messages of it.</summary>
internal sealed class SettlementStore(
    NpgsqlDataSource database,
    DecisionLog log,
    DecisionStore decisions,
    UndoStore undos
)
{
    public async Task<OpinionResult> SettleAsync(Guid id, Outcome outcome, RejectReason? reason, string? note, Actor actor)
    {
        const string sql = """
            UPDATE opinions SET status = 'settled', settled_by = @By, settled_at = clock_timestamp(), decision_id = @DecisionId
            WHERE id = @id
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var (opinion, comment, stands) = await LockedOpinions.LockAsync(transaction, id);
        if (opinion is null || opinion.Kind == OpinionKind.Golden)
            return new OpinionResult.NotFound();
        if (!actor.Sections.Includes(comment?.Section ?? opinion.Section))
            return new OpinionResult.OtherSection();
        if (opinion.FirstBy == actor.Id || opinion.ReaderId == actor.Id)
            return new OpinionResult.Own();
        if (opinion.Status != OpinionStatus.Disagreed)
            return new OpinionResult.NothingToSettle();
        if (!stands || comment is null)
            return new OpinionResult.Gone();

        var standing = (await HistoryStore.LatestOfAsync(transaction, [comment.Id]))[comment.Id];
        if (actor.Lacks(standing.ModeratorId, standing.Reason) is { } needed)
            return new OpinionResult.Refused(new DecisionResult.MayNotOverturn(needed));
        var decided = standing.Outcome == outcome
            ? await ConfirmAsync(transaction, comment, standing, reason, note, actor)
            : await OverturnAsync(transaction, comment, standing, outcome, reason, note, actor);
        if (decided is not DecisionResult.Done done)
            return new OpinionResult.Refused(decided);
        await connection.ExecuteAsync(
            sql,
            new
            {
                id,
                By = actor.Id,
                DecisionId = done.Decision.Id,
            },
            transaction
        );
        await transaction.CommitAsync();
        return new OpinionResult.Settled(done.Decision);
    }

    /// <summary>One more decision, whose message takes the place of the earlier one: readers see no change.</summary>
    private async Task<DecisionResult> ConfirmAsync(
        NpgsqlTransaction transaction,
        Comment comment,
        Decision standing,
        RejectReason? reason,
        string? note,
        Actor actor
    )
    {
        await Outbox.RecallAsync(transaction, standing.Id);
        var written = await log.AddAsync(
            transaction,
            [
                new NewDecision(comment, standing.Outcome, standing.Origin, comment.Status)
                {
                    ModeratorId = actor.Id,
                    Reason = reason,
                    Note = note,
                },
            ]
        );
        return new DecisionResult.Done(written[0], comment.Status, Announced: true);
    }

    /// <summary>What stands is taken back, and the opposite decided.</summary>
    private async Task<DecisionResult> OverturnAsync(
        NpgsqlTransaction transaction,
        Comment comment,
        Decision standing,
        Outcome outcome,
        RejectReason? reason,
        string? note,
        Actor actor
    )
    {
        var undone = (await undos.UndoAsync(transaction, [standing.Id], actor))[standing.Id];
        if (undone is not DecisionResult.Done)
            return undone;
        var order = new DecisionOrder
        {
            CommentId = comment.Id,
            Revision = comment.Revision,
            Outcome = outcome,
            Reason = reason,
            Note = note,
            ModeratorId = actor.Id!.Value,
            Role = actor.Role,
            Sections = actor.Sections,
        };
        return (await decisions.DecideAsync(transaction, [order]))[0];
    }
}
