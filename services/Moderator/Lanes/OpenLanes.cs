using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Lanes;

/// <summary>What the lanes make of a comment that the policy holds.</summary>
/// <param name="Lane">That takes it; null for one that no lane takes, and is read blind beside those that one would.</param>
/// <param name="IsBlind">A person decides it, blind.</param>
internal sealed record Taken(Lane? Lane, bool IsBlind)
{
    /// <summary>Why the lane rejects it: for what it is most likely to be.</summary>
    public static RejectReason ReasonFor(Comment comment) =>
        ScoreLabels.Unwanted.MaxBy(row => comment.Scores![row.Label] ?? 0)!.Reason!.Value;

    /// <summary>What the lane writes down of it beside the rules.</summary>
    public Finding Finding(Comment comment) =>
        new(Lane!.Rule, Lane.Outcome, CommentStatus.Pending, Score: comment.Risk, Threshold: Lane.Threshold);
}

/// <summary>Both lanes as they are in one transaction, which keeps them so.</summary>
internal sealed record OpenLanes(IReadOnlyList<Lane> All)
{
    public static OpenLanes None { get; } = new([]);

    /// <summary>For what people have had before them: no lane takes it any more.</summary>
    public OpenLanes OnlyForbidding() => new([.. All.Select(lane => lane with { IsOpen = false })]);

    /// <summary>What is switched on, but for what is forbidden.</summary>
    public RuleSettings Allowed(RuleSettings rules) =>
        rules with
        {
            AutomaticApproval = rules.AutomaticApproval && !Forbids(LaneName.Publish),
            AutomaticRejection = rules.AutomaticRejection && !Forbids(LaneName.Reject),
        };

    /// <returns>Null when no lane has to do with it: it goes where the policy puts it.</returns>
    public Taken? Of(Comment comment, Verdict verdict, PolicySettings settings)
    {
        // What a rule decides or holds for another reason than its scores, and what has none, is no lane's. Nor is what was
        // corrected: a person may have rejected what it was.
        var open = All.Where(lane => lane.IsOpen).ToList();
        if (
            open.Count == 0
            || verdict.Outcome != Outcome.Hold
            || comment.Scores is null
            || comment.PreModerated
            || comment.Revision > 1
            || !verdict.Findings.All(finding => Policy.Policy.IsMachine(finding.Rule))
        )
            return null;
        var taking = open.Where(lane =>
                lane.Takes(comment) && MayTake(lane, verdict, settings, comment.Section, comment.ArticleId)
            )
            .ToList();
        // All have the same chance, whatever their scores: those that are read blind tell of every model's.
        var isDrawn = open[0].Draws(comment, open.Max(lane => lane.AuditShare));
        // Two that disagree decide nothing.
        return taking is [var lane] ? new Taken(lane, isDrawn)
            : isDrawn ? new Taken(null, IsBlind: true)
            : null;
    }

    /// <summary>Whether a lane may take it, if its score allows: whatever a rule doubts is not published.</summary>
    public static bool MayTake(Lane lane, Verdict verdict, PolicySettings settings, string? section, string articleId) =>
        verdict.Outcome == Outcome.Hold
        && (lane.Name == LaneName.Reject || verdict.Findings is [{ Advice: Outcome.Approve }])
        && !settings.LeavesToPeople(lane.Outcome, section, articleId);

    private bool Forbids(LaneName name) => All.Any(lane => lane.Name == name && lane.IsForbidden);
}
