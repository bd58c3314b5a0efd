using System.Diagnostics;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Decisions;

/// <summary>A decision, of a rule or of a person, that is about to be written down.</summary>
/// <param name="Comment">The revision that is decided; its row is locked.</param>
/// <param name="Outcome">What is decided.</param>
/// <param name="Origin">Where the comment goes back to when this is undone.</param>
/// <param name="MovesTo">Where it goes now.</param>
internal sealed record NewDecision(Comment Comment, Outcome Outcome, CommentStatus Origin, CommentStatus MovesTo)
{
    public Guid Id { get; } = Guid.CreateVersion7();

    public Guid? ModeratorId { get; init; }

    public string? Rule { get; init; }

    public RejectReason? Reason { get; init; }

    public string? Note { get; init; }

    public Outcome? Advice { get; init; }

    public IReadOnlyList<Finding>? Findings { get; init; }

    public string? PolicyVersion { get; init; }

    public int? ListVersion { get; init; }

    /// <summary>Of the comment, where it was just read.</summary>
    public string? Language { get; init; }

    /// <summary>The stretches that an approval makes unreadable.</summary>
    public IReadOnlyList<FoundSpan>? Masks { get; init; }

    /// <summary>What is approved instead of the reader's text.</summary>
    public EditedText? Edit { get; init; }

    /// <summary>The approval whose text readers go on reading, of a line that leaves the comment where it is.</summary>
    public Decision? Shown { get; init; }

    /// <summary>Whether the comment is picked out from now on: what leaves readers' eyes no longer is.</summary>
    public bool Featured =>
        Outcome switch
        {
            Outcome.Feature => true,
            Outcome.Unfeature => false,
            _ => Comment.Featured && MovesTo is (CommentStatus.Approved or CommentStatus.Reported),
        };

    /// <summary>When it was decided in the system that the comment was brought from; other services are told this time.</summary>
    public DateTimeOffset? DecidedBefore { get; init; }

    /// <summary>A person is to decide it without what the machine says.</summary>
    public BlindRead? Blind { get; init; }

    public Guid? Undoes { get; init; }

    /// <summary>The batch that it is part of.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>Whether the comment comes into its queue now, although it waited before.</summary>
    public bool Arrives => Rule is not null || Outcome is Outcome.Appeal or Outcome.Report;

    /// <summary>What the decision said that is undone.</summary>
    public Outcome? Undone { get; init; }

    /// <summary>False when the decision that is undone never left.</summary>
    public bool Announced { get; init; } = true;

    /// <summary>The decision that this says the opposite of.</summary>
    public Decision? Overturned { get; init; }

    /// <summary>The request that it was made by, of whose trace it is no part.</summary>
    public ActivityContext? Cause { get; init; } = Activity.Current?.Context;

    /// <param name="version">Its place in the comment's history.</param>
    /// <param name="moderator">Name of the person who decided.</param>
    /// <param name="decidedAt">By the database's clock.</param>
    public Decision Written(int version, string? moderator, DateTimeOffset decidedAt) =>
        new()
        {
            Id = Id,
            CommentId = Comment.Id,
            Revision = Comment.Revision,
            Version = version,
            Outcome = Outcome,
            Moderator = moderator,
            ModeratorId = ModeratorId,
            Rule = Rule,
            Reason = Reason,
            Note = Note,
            Advice = Advice,
            Findings = Findings ?? [],
            PolicyVersion = PolicyVersion,
            ListVersion = ListVersion,
            Masks = Masks,
            Edited = Edit is not null,
            Edit = Edit,
            Model = Comment.Model,
            Origin = Origin,
            DecidedAt = decidedAt,
            Undoes = Undoes,
        };
}
