using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Leases;

namespace Moderation.Moderator.Decisions;

/// <summary>What came of an attempt to decide or to undo.</summary>
internal abstract record DecisionResult
{
    /// <summary>The refusal's stable code, by which the API and the batches name it.</summary>
    public abstract string Code { get; }

    /// <param name="Decision">As it was written down.</param>
    /// <param name="Status">Where the comment stands now.</param>
    /// <param name="Announced">Whether others hear of it.</param>
    public sealed record Done(Decision Decision, CommentStatus Status, bool Announced) : DecisionResult
    {
        public override string Code => "done";
    }

    public sealed record NotFound : DecisionResult
    {
        public override string Code => "not-found";
    }

    public sealed record OtherSection : DecisionResult
    {
        public override string Code => "other-section";
    }

    /// <param name="Needed">Who may at least.</param>
    public sealed record MayNotOverturn(Overturner Needed) : DecisionResult
    {
        public override string Code => "overturn-not-allowed";
    }

    /// <param name="Newest">The revision that is to be decided.</param>
    public sealed record OtherRevision(int Newest) : DecisionResult
    {
        public override string Code => "other-revision";
    }

    /// <summary>Whoever rejected a comment does not judge the appeal.</summary>
    public sealed record OwnRejection : DecisionResult
    {
        public override string Code => "own-rejection";
    }

    /// <summary>An appeal is read, and answered, by itself.</summary>
    public sealed record AppealInBatch : DecisionResult
    {
        public override string Code => "appeal-in-batch";
    }

    /// <summary>Its author took it back.</summary>
    public sealed record Withdrawn : DecisionResult
    {
        public override string Code => "withdrawn";
    }

    /// <param name="Latest">The decision that stands in the way.</param>
    public sealed record Decided(Decision? Latest) : DecisionResult
    {
        public override string Code => "already-decided";
    }

    /// <param name="Holder">Who has the comment in hand, if anybody.</param>
    /// <param name="WasHeld">Whether it was in the hand of the person who asks.</param>
    public sealed record Leased(Holder? Holder, bool WasHeld) : DecisionResult
    {
        public override string Code => WasHeld ? "lease-lost" : "leased";
    }

    /// <summary>A score is missing or not low, so that nothing but a person who reads it approves it.</summary>
    public sealed record ScoreNotLow : DecisionResult
    {
        public override string Code => "score-not-low";
    }

    /// <summary>Nothing in the text is to be made unreadable.</summary>
    public sealed record NothingToMask : DecisionResult
    {
        public override string Code => "nothing-to-mask";
    }

    /// <summary>The public would read what the reader wrote.</summary>
    public sealed record EditChangesNothing : DecisionResult
    {
        public override string Code => EditRequest.ChangesNothing.Code;
    }

    /// <summary>Only what a reader wrote and readers see, and do not report, can be picked out.</summary>
    public sealed record NotFeaturable : DecisionResult
    {
        public override string Code => "not-featurable";
    }

    /// <summary>It is a rule's hold or an undo.</summary>
    public sealed record NothingToUndo : DecisionResult
    {
        public override string Code => "nothing-to-undo";
    }

    /// <summary>Only a rejection that stands has a reason to change.</summary>
    public sealed record NotARejection : DecisionResult
    {
        public override string Code => "not-a-rejection";
    }
}
