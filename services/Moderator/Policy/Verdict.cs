using Moderation.Contracts;
using Moderation.Moderator.Comments;

namespace Moderation.Moderator.Policy;

/// <summary>What one rule says of a comment.</summary>
/// <param name="Rule">The rule's name, such as <c>toxicity-over-hold-threshold</c>.</param>
/// <param name="Advice">What the rule would do.</param>
/// <param name="Queue">Where the comment waits if it is held.</param>
/// <param name="Label">The score that the rule looked at.</param>
/// <param name="Score">Its value, 0 to 1.</param>
/// <param name="Threshold">What it reached.</param>
/// <param name="Reason">Why it would be rejected.</param>
public sealed record Finding(
    string Rule,
    Outcome Advice,
    CommentStatus Queue,
    ScoreLabel? Label = null,
    float? Score = null,
    double? Threshold = null,
    RejectReason? Reason = null
)
{
    /// <summary>The stretches of the text that the rule minds.</summary>
    public IReadOnlyList<FoundSpan>? Spans { get; init; }

    /// <summary>What the near-duplicates share.</summary>
    public Guid? Cluster { get; init; }

    /// <summary>
    /// How many there were: near-duplicates before it, comments of the author or under the article, approved ones of the author.
    /// </summary>
    public int? Count { get; init; }

    /// <summary>How many the rule allows, or asks for.</summary>
    public int? Limit { get; init; }

    /// <summary>The ban that applies.</summary>
    public Guid? Ban { get; init; }
}

/// <summary>What the policy does with a comment.</summary>
/// <param name="Outcome">Approve, reject or hold.</param>
/// <param name="Decisive">The first finding.</param>
/// <param name="Findings">All of them, in the policy's order.</param>
public sealed record Verdict(Outcome Outcome, Finding Decisive, IReadOnlyList<Finding> Findings)
{
    /// <summary>
    /// Where the comment waits if it is held: whatever makes it suspect counts, also behind a rule that holds without suspicion.
    /// </summary>
    public CommentStatus Queue => Findings.Any(f => f.Queue == CommentStatus.Suspect) ? CommentStatus.Suspect : Decisive.Queue;
}
