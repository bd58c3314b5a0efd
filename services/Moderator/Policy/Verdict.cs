using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;

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
    string Rule, Outcome Advice, CommentStatus Queue, ScoreLabel? Label = null, float? Score = null, double? Threshold = null, RejectReason? Reason = null);

/// <summary>What the policy does with a comment.</summary>
/// <param name="Outcome">Approve, reject or hold.</param>
/// <param name="Decisive">The first finding.</param>
/// <param name="Findings">All of them, in the policy's order.</param>
public sealed record Verdict(Outcome Outcome, Finding Decisive, IReadOnlyList<Finding> Findings);
