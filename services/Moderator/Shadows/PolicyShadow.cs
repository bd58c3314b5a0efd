using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Shadows;

/// <summary>How settings in shadow stand.</summary>
public enum ShadowStatus
{
    Running,

    /// <summary>Its time is over.</summary>
    Ended,

    /// <summary>Somebody stopped it.</summary>
    Stopped,

    /// <summary>Somebody put its settings in force.</summary>
    Promoted,
}

/// <summary>Settings that judge beside those in force, without effect.</summary>
public sealed record PolicyShadow
{
    public required Guid Id { get; init; }

    public required ShadowStatus Status { get; init; }

    /// <summary>The version that was in force when it began.</summary>
    public required int Beside { get; init; }

    /// <summary>What is otherwise than in that version.</summary>
    public required IReadOnlyList<Change> Changes { get; init; }

    public required string StartedBy { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many comments both have judged.</summary>
    public required long Examined { get; init; }

    /// <summary>How many of them they would decide otherwise.</summary>
    public required long Differing { get; init; }

    /// <summary>All pairs of outcomes.</summary>
    public required IReadOnlyList<ShadowCell> Cells { get; init; }

    public required ShadowJudgement People { get; init; }
}

/// <summary>How many comments were decided like this.</summary>
/// <param name="InForce">By the settings in force.</param>
/// <param name="Beside">By those in shadow.</param>
/// <param name="Count">How many.</param>
public sealed record ShadowCell(Outcome InForce, Outcome Beside, long Count);

/// <summary>Of the comments on which they differ, those that people have decided: who decided as people did.</summary>
/// <param name="Decided">How many people have decided.</param>
/// <param name="InForceRight">How many of these the settings in force approved or rejected as people did.</param>
/// <param name="InForceWrong">How many against people.</param>
/// <param name="BesideRight">The same of the settings in shadow.</param>
/// <param name="BesideWrong">And of these against people.</param>
public sealed record ShadowJudgement(
    long Decided,
    long InForceRight,
    long InForceWrong,
    long BesideRight,
    long BesideWrong
);

/// <summary>A comment on which they differ.</summary>
public sealed record ShadowDifference
{
    public required Guid Id { get; init; }

    public required int Revision { get; init; }

    /// <summary>As received; empty when its author had it erased.</summary>
    public required CommentText Text { get; init; }

    public required Outcome InForce { get; init; }

    public required string InForceRule { get; init; }

    public required Outcome Beside { get; init; }

    public required string BesideRule { get; init; }

    /// <summary>What a person decided; null when nobody has.</summary>
    public Outcome? Person { get; init; }
}

/// <summary>A page of differences, the latest first.</summary>
/// <param name="Items">At most 20.</param>
/// <param name="Next">The cursor of the next page, or null on the last.</param>
public sealed record ShadowDifferences(IReadOnlyList<ShadowDifference> Items, string? Next);

/// <summary>The one that runs, or else the latest; null when there was none.</summary>
public sealed record LatestShadow(PolicyShadow? Shadow);
