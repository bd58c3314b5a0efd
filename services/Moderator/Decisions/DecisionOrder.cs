using System.Diagnostics;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Leases;
using Moderation.Moderator.People;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Decisions;

/// <summary>What a person wants to be decided, after it was checked by itself.</summary>
internal sealed record DecisionOrder
{
    public required Guid CommentId { get; init; }

    /// <summary>The revision that the person saw.</summary>
    public required int Revision { get; init; }

    public required Outcome Outcome { get; init; }

    public RejectReason? Reason { get; init; }

    public string? Note { get; init; }

    /// <summary>Whether an approval leaves out the ways to reach somebody.</summary>
    public bool Mask { get; init; }

    /// <summary>What is approved instead of the reader's text.</summary>
    public EditRequest? Edit { get; init; }

    /// <summary>The batch that it is part of. A batch approves only where all scores are low.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>By which the person holds the comment; null when it was not taken in hand first.</summary>
    public Guid? Lease { get; init; }

    public required Guid ModeratorId { get; init; }

    /// <summary>What the person may overturn.</summary>
    public Role Role { get; init; }

    /// <summary>The person's request.</summary>
    public ActivityContext? Cause { get; } = Activity.Current?.Context;

    /// <summary>The sections that the person may decide in; null is every section.</summary>
    public string[]? Sections { get; init; }

    /// <param name="comment">The newest revision, locked; null when there is none.</param>
    /// <param name="lease">Of the comment, if it is in anybody's hand now.</param>
    /// <param name="latest">The latest decision on it.</param>
    /// <param name="rejections">Of a comment whose author appeals, those by persons and rules so far, latest last.</param>
    /// <returns>What is to be written down, or why nothing is.</returns>
    public (NewDecision? Decision, DecisionResult? Refusal) On(
        Comment? comment,
        Lease? lease,
        Decision? latest,
        IReadOnlyList<Decision> rejections
    )
    {
        if (comment is null)
            return (null, new DecisionResult.NotFound());
        if (!Sections.Includes(comment.Section))
            return (null, new DecisionResult.OtherSection());
        if (comment.Status == CommentStatus.Withdrawn)
            return (null, new DecisionResult.Withdrawn());
        if (comment.Revision != Revision)
            return (null, new DecisionResult.OtherRevision(comment.Revision));
        if (comment.Status.IsDecided())
            return (null, new DecisionResult.Decided(latest));
        if (comment.Status == CommentStatus.Appealed && RefusalOfAppeal(rejections) is { } refusal)
            return (null, refusal);
        if (BatchId is not null && Outcome == Outcome.Approve && !comment.HasLowScores)
            return (null, new DecisionResult.ScoreNotLow());
        var (masks, edit) = (Mask ? Masking.Of(comment.Text) : null, Edit?.Of(comment.Text));
        if (masks is [])
            return (null, new DecisionResult.NothingToMask());
        if (Edit is not null && edit is null)
            return (null, new DecisionResult.EditChangesNothing());
        var holds = lease?.ModeratorId == ModeratorId && (Lease is null || lease.Id == Lease);
        if (!holds && (lease is not null || Lease is not null))
            return (null, new DecisionResult.Leased(lease?.Holder, WasHeld: Lease is not null));
        return (
            new NewDecision(comment, Outcome, Origin: comment.Status, MovesTo(comment))
            {
                ModeratorId = ModeratorId,
                Reason = Reason,
                Note = Note,
                Masks = masks,
                Edit = edit,
                BatchId = BatchId,
                Cause = Cause,
                Overturned = Outcome == Outcome.Approve && rejections is [.., var rejection] ? rejection : null,
            },
            null
        );
    }

    /// <summary>An appeal is read by somebody else than who rejected, who may overturn a rejection for that reason.</summary>
    private DecisionResult? RefusalOfAppeal(IReadOnlyList<Decision> rejections)
    {
        if (BatchId is not null)
            return new DecisionResult.AppealInBatch();
        if (rejections.Any(rejection => rejection.ModeratorId == ModeratorId))
            return new DecisionResult.OwnRejection();
        return
            Outcome == Outcome.Approve
            && rejections is [.., { Reason: var reason }]
            && new Actor(ModeratorId, Role, Sections).Lacks(moderatorId: null, reason) is { } needed
            ? new DecisionResult.MayNotOverturn(needed)
            : null;
    }

    /// <summary>What a person holds is suspect; what readers brought back stays where it is until it is answered.</summary>
    private CommentStatus MovesTo(Comment comment) =>
        Queues.After(
            Outcome,
            held: comment.Status is CommentStatus.Appealed or CommentStatus.Reported ? comment.Status : CommentStatus.Suspect
        );
}
