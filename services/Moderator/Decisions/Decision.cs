using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Decisions;

/// <summary>A decision that was written down: one line of the log, as it is stored and as the API shows it.</summary>
public sealed record Decision
{
    public required Guid Id { get; init; }

    internal Guid CommentId { get; init; }

    public required int Revision { get; init; }

    /// <summary>Counts the decisions on the comment, from 1.</summary>
    public required int Version { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>Name of the person, or null when a rule decided.</summary>
    public string? Moderator { get; init; }

    internal Guid? ModeratorId { get; init; }

    /// <summary>Name of the rule, or null when a person decided.</summary>
    public string? Rule { get; init; }

    public RejectReason? Reason { get; init; }

    /// <summary>Who may at least take it back or change its reason, of those who did not decide it themselves.</summary>
    public Overturner Overturner => OverturnRight.Needed(byRule: Moderator is null, Reason);

    public string? Note { get; init; }

    /// <summary>What the rule would have done if its switch were on.</summary>
    public Outcome? Advice { get; init; }

    /// <summary>All rules that answered, in the policy's order.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public string? PolicyVersion { get; init; }

    /// <summary>Names the state of all word lists.</summary>
    public int? ListVersion { get; init; }

    /// <summary>The stretches that an approval made unreadable for the public.</summary>
    public IReadOnlyList<FoundSpan>? Masks { get; init; }

    /// <summary>Whether another text than the reader's was approved.</summary>
    public bool Edited { get; init; }

    /// <summary>That text; null also when it was erased.</summary>
    public EditedText? Edit { get; init; }

    public string? Model { get; init; }

    /// <summary>Where the comment goes back to when this is undone.</summary>
    internal CommentStatus Origin { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Where a route led the comment when this was written down; it is not stored with it.</summary>
    internal Guid? NamedQueue { get; init; }

    /// <summary>It leaves what readers reported as it is published.</summary>
    internal bool Keeps =>
        Outcome == Outcome.Approve && Origin == CommentStatus.Reported && Masks is null && !Edited;

    /// <summary>Others hear of it.</summary>
    internal bool IsTold => Outcome != Outcome.Hold && !Keeps;

    /// <summary>The decision that this one takes back.</summary>
    public Guid? Undoes { get; init; }
}
