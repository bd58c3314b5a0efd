using Moderation.Contracts;
using Moderation.Moderator.Comments;

namespace Moderation.Moderator.Policy;

/// <summary>One rule of the policy.</summary>
/// <param name="Name">Such as <c>banned-author</c>; findings and the log name it.</param>
/// <param name="Advice">What it would do with a comment that it minds.</param>
/// <param name="Queue">Where a comment that it minds waits.</param>
/// <param name="Look">Gives the finding with what is found, or null where there is nothing.</param>
public sealed record Rule(string Name, Outcome Advice, CommentStatus Queue, Look Look)
{
    /// <summary>The score that it looks at.</summary>
    public ScoreLabel? Label { get; init; }

    /// <summary>The group of settings that it goes by.</summary>
    public string? Setting { get; init; }

    public required Words Title { get; init; }

    /// <summary>
    /// When it minds a comment; in braces: members of its settings, <c>{n}</c> for the only one, <c>{kinds}</c> for what is on.
    /// </summary>
    public required Words How { get; init; }

    internal Finding? Find(Evidence evidence, RuleSettings settings) =>
        Look(evidence, settings, new Finding(Name, Advice, Queue));
}

/// <param name="evidence">What is known of the comment.</param>
/// <param name="settings">What holds for it.</param>
/// <param name="found">The rule's finding, without what was found.</param>
public delegate Finding? Look(Evidence evidence, RuleSettings settings, Finding found);
