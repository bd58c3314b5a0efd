using Moderation.Contracts;
using Moderation.Moderator.Comments;

namespace Moderation.Moderator.Policy;

/// <summary>How comments that people have decided would have come out.</summary>
/// <param name="Examined">How many were looked at.</param>
/// <param name="Complete">False when there were more than 200,000, and the latest were taken.</param>
/// <param name="Outcomes">
/// What the policy would have done with its switches as they are in the settings, against what people did.
/// </param>
/// <param name="Advice">What it would have done with both switches on.</param>
/// <param name="Errors">Of what it would have decided by itself, how much against people.</param>
/// <param name="AdviceErrors">The same with both switches on.</param>
/// <param name="Changed">How many would come out otherwise than by the policy in force, or with other advice.</param>
/// <param name="Sample">At most 50 of these.</param>
public sealed record DryRunAnswer(
    int Examined,
    bool Complete,
    IReadOnlyList<MatrixCell> Outcomes,
    IReadOnlyList<MatrixCell> Advice,
    DryRunErrors Errors,
    DryRunErrors AdviceErrors,
    int Changed,
    IReadOnlyList<ChangedComment> Sample
);

/// <summary>How many comments the policy and people decided like this.</summary>
public sealed record MatrixCell(Outcome Policy, Outcome Person, int Count);

/// <param name="Approvals">Approved by the policy, rejected by people.</param>
/// <param name="Rejections">Rejected by the policy, approved by people.</param>
/// <param name="All">Both.</param>
public sealed record DryRunErrors(Share Approvals, Share Rejections, Share All);

/// <summary>A comment that would change sides.</summary>
/// <param name="Id">Of the comment.</param>
/// <param name="Revision">The revision that was decided.</param>
/// <param name="DecisionId">What the person decided.</param>
/// <param name="Text">As received.</param>
/// <param name="Person">What the person decided.</param>
/// <param name="Now">What the policy in force advises.</param>
/// <param name="Then">What the tried one advises.</param>
/// <param name="OutcomeNow">What becomes of it by the policy in force, with its switches.</param>
/// <param name="OutcomeThen">What would become of it by the tried one, with its switches.</param>
/// <param name="Rule">Which of its rules.</param>
public sealed record ChangedComment(
    Guid Id,
    int Revision,
    Guid DecisionId,
    CommentText Text,
    Outcome Person,
    Outcome Now,
    Outcome Then,
    Outcome OutcomeNow,
    Outcome OutcomeThen,
    string Rule
);
