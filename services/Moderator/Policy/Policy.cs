using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;

namespace Moderation.Moderator.Policy;

/// <summary>
/// What happens to a comment before a person sees it: the first rule that answers decides, and all that answer are kept.
/// Approving and rejecting are advice, and become holding, until the newsroom switches them on.
/// </summary>
public static class Policy
{
    private static readonly Func<Scores?, PolicyOptions, Finding?>[] Rules =
    [
        NotScored,

        (scores, policy) => OverReject(ScoreLabel.Hate, scores?.Hate, policy.Hate, RejectReason.HateSpeech),
        (scores, policy) => OverReject(ScoreLabel.Toxicity, scores?.Toxicity, policy.Toxicity, RejectReason.PersonalAttack),
        (scores, policy) => OverReject(ScoreLabel.Spam, scores?.Spam, policy.Spam, RejectReason.Spam),

        (scores, policy) => OverHold(ScoreLabel.Hate, scores?.Hate, policy.Hate),
        (scores, policy) => OverHold(ScoreLabel.Toxicity, scores?.Toxicity, policy.Toxicity),
        (scores, policy) => OverHold(ScoreLabel.Spam, scores?.Spam, policy.Spam),
    ];

    private static readonly Finding NothingFound = new("nothing-found", Outcome.Approve, CommentStatus.Pending);

    /// <param name="scores">Null when the classifier did not answer in time.</param>
    /// <param name="policy">The newsroom's settings.</param>
    public static Verdict Decide(Scores? scores, PolicyOptions policy)
    {
        List<Finding> findings = [.. Rules.Select(rule => rule(scores, policy)).OfType<Finding>()];
        if (findings.Count == 0)
            findings.Add(NothingFound);
        var first = findings[0];
        return new Verdict(Allowed(first.Advice, policy) ? first.Advice : Outcome.Hold, first, findings);
    }

    private static bool Allowed(Outcome advice, PolicyOptions policy) => advice switch
    {
        Outcome.Approve => policy.AutomaticApproval,
        Outcome.Reject => policy.AutomaticRejection,
        _ => true,
    };

    private static Finding? NotScored(Scores? scores, PolicyOptions policy) =>
        scores is null ? new Finding("not-scored", Outcome.Hold, CommentStatus.Unscored) : null;

    private static Finding? OverReject(ScoreLabel label, float? score, Thresholds thresholds, RejectReason reason) =>
        score >= thresholds.Reject
            ? new Finding(Name(label, "over-reject-threshold"), Outcome.Reject, CommentStatus.Suspect, label, score, thresholds.Reject, reason)
            : null;

    private static Finding? OverHold(ScoreLabel label, float? score, Thresholds thresholds) =>
        score >= thresholds.Hold
            ? new Finding(Name(label, "over-hold-threshold"), Outcome.Hold, CommentStatus.Suspect, label, score, thresholds.Hold)
            : null;

    private static string Name(ScoreLabel label, string rule) => $"{label.Word()}-{rule}";
}
