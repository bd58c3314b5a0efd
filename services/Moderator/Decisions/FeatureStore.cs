using Moderation.Moderator.Comments;
using Moderation.Moderator.People;
using Npgsql;

namespace Moderation.Moderator.Decisions;

/// <summary>
/// Picks published comments out for readers, and takes that back: a line of the log beside the decisions, whose message says
/// anew what is shown.
/// </summary>
public sealed class FeatureStore(NpgsqlDataSource database, DecisionLog log)
{
    /// <returns>Null when it was so before; otherwise what came of it.</returns>
    internal async Task<DecisionResult?> SetAsync(
        Guid commentId,
        bool featured,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var comment = (await LockedComments.LockAsync(transaction, [commentId])).GetValueOrDefault(commentId);
        if (RefusalOf(comment, featured, actor) is { } refusal)
            return refusal;
        if (comment!.Featured == featured)
            return null;
        // What is not known to be what readers see is not told anew.
        var shown = await HistoryStore.ShownAsync(transaction, commentId);
        if (shown is null || (shown.Edited && shown.Edit is null))
            return new DecisionResult.NotFeaturable();
        var outcome = featured ? Outcome.Feature : Outcome.Unfeature;
        var written = await log.AddAsync(
            transaction,
            [
                new NewDecision(comment, outcome, Origin: comment.Status, MovesTo: comment.Status)
                {
                    ModeratorId = actor.Id,
                    Shown = shown,
                },
            ]
        );
        await transaction.CommitAsync(CancellationToken.None);
        return new DecisionResult.Done(written[0], comment.Status, Announced: true);
    }

    private static DecisionResult? RefusalOf(Comment? comment, bool featured, Actor actor)
    {
        if (comment is null)
            return new DecisionResult.NotFound();
        if (!actor.Sections.Includes(comment.Section))
            return new DecisionResult.OtherSection();
        if (comment.Status == CommentStatus.Withdrawn)
            return new DecisionResult.Withdrawn();
        // What readers report is answered first.
        var isReaders = comment.Badge != Contracts.Badge.Newsroom;
        return comment.Status == CommentStatus.Approved && isReaders || comment.Featured && !featured
            ? null
            : new DecisionResult.NotFeaturable();
    }
}
