using Moderation.Contracts;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Models;

/// <summary>A candidate beside the model in use, on what people decided after the candidate was trained.</summary>
public sealed record Comparison
{
    /// <summary>With fewer comments of either outcome, figures would be taken for proof that they are not.</summary>
    internal const int Enough = 30;

    private const int MostSections = 20;

    public required string Candidate { get; init; }

    public required string InUse { get; init; }

    /// <summary>Decisions made later count.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>False when there are more decisions than the latest ones that were looked at.</summary>
    public required bool Complete { get; init; }

    /// <summary>All that was looked at.</summary>
    public required ComparedGroup All { get; init; }

    /// <summary>Of each unwanted label: what was rejected for its reason, against what was approved.</summary>
    public required IReadOnlyList<ComparedGroup> Labels { get; init; }

    /// <summary>The twenty sections with the most decisions.</summary>
    public required IReadOnlyList<ComparedGroup> Sections { get; init; }

    /// <summary>Null while there are too few decisions.</summary>
    public ModelFigures? InUseFigures { get; init; }

    public ModelFigures? CandidateFigures { get; init; }

    /// <summary>Whether it is shown that the candidate does no worse.</summary>
    public bool IsNoWorse => All.Gain is { Low: >= 0 };

    /// <param name="candidate">Its name.</param>
    /// <param name="inUse">The name of the other.</param>
    /// <param name="since">When the candidate was trained.</param>
    /// <param name="comments">That both scored, and people decided since then.</param>
    /// <param name="complete">Whether that is all of them.</param>
    /// <param name="policy">Whose thresholds are asked about.</param>
    internal static Comparison Of(
        string candidate,
        string inUse,
        DateTimeOffset since,
        IReadOnlyList<ComparedComment> comments,
        bool complete,
        PolicySettings policy
    )
    {
        var all = ComparedGroup.Of("", comments, comment => comment.Own.Risk, comment => comment.Candidate.Risk);
        return new()
        {
            Candidate = candidate,
            InUse = inUse,
            Since = since,
            Complete = complete,
            All = all,
            Labels = [.. ScoreLabels.Unwanted.Select(row => OfLabel(row, comments))],
            Sections =
            [
                .. comments
                    .GroupBy(comment => comment.Section ?? "", StringComparer.Ordinal)
                    .OrderByDescending(section => section.Count())
                    .ThenBy(section => section.Key, StringComparer.Ordinal)
                    .Take(MostSections)
                    .Select(section =>
                        ComparedGroup.Of(section.Key, [.. section], c => c.Own.Risk, c => c.Candidate.Risk)
                    ),
            ],
            InUseFigures = all.IsEnough ? ModelFigures.Of(comments, comment => comment.Own, policy) : null,
            CandidateFigures = all.IsEnough ? ModelFigures.Of(comments, comment => comment.Candidate, policy) : null,
        };
    }

    private static ComparedGroup OfLabel(LabelRow row, IReadOnlyList<ComparedComment> comments) =>
        ComparedGroup.Of(
            row.Name,
            [
                .. comments.Where(comment =>
                    (!comment.IsRejected || comment.Reason == row.Reason)
                    && comment.Scores[row.Label] is not null
                    && comment.ShadowScores[row.Label] is not null
                ),
            ],
            comment => comment.Scores[row.Label]!.Value,
            comment => comment.ShadowScores[row.Label]!.Value
        );
}

/// <summary>How both models do on some of the decisions; figures are null while there are too few.</summary>
/// <param name="Name">Of the label or the section; empty for all, and for no section.</param>
/// <param name="Decisions">How many there are.</param>
/// <param name="Rejected">How many of them are rejections.</param>
/// <param name="MissingApproved">How many approvals there should be more.</param>
/// <param name="MissingRejected">How many rejections there should be more.</param>
/// <param name="InUse">The area under the curve of the model in use.</param>
/// <param name="Candidate">That of the candidate.</param>
/// <param name="Gain">The second less the first, on the same comments.</param>
public sealed record ComparedGroup(
    string Name,
    int Decisions,
    int Rejected,
    int MissingApproved,
    int MissingRejected,
    Interval? InUse,
    Interval? Candidate,
    Interval? Gain
)
{
    internal bool IsEnough => MissingApproved == 0 && MissingRejected == 0;

    internal static ComparedGroup Of(
        string name,
        IReadOnlyList<ComparedComment> comments,
        Func<ComparedComment, float> own,
        Func<ComparedComment, float> candidates
    )
    {
        var rejected = comments.Select(comment => comment.IsRejected).ToList();
        var count = rejected.Count(one => one);
        var group = new ComparedGroup(
            name,
            comments.Count,
            count,
            Math.Max(0, Comparison.Enough - (comments.Count - count)),
            Math.Max(0, Comparison.Enough - count),
            null,
            null,
            null
        );
        if (!group.IsEnough)
            return group;
        var (inUse, candidate) = (comments.Select(own).ToList(), comments.Select(candidates).ToList());
        return group with
        {
            InUse = Auc.Of(inUse, rejected),
            Candidate = Auc.Of(candidate, rejected),
            Gain = Auc.Difference(candidate, inUse, rejected),
        };
    }
}

/// <summary>One model by itself.</summary>
/// <param name="Hold">What comes of the thresholds at which comments are held.</param>
/// <param name="Reject">What comes of those at which they are to be rejected.</param>
/// <param name="Reliability">Of its risk.</param>
public sealed record ModelFigures(ThresholdFigures Hold, ThresholdFigures Reject, Reliability Reliability)
{
    internal static ModelFigures Of(
        IReadOnlyList<ComparedComment> comments,
        Func<ComparedComment, ModelScores> of,
        PolicySettings policy
    )
    {
        return new(
            At(thresholds => thresholds.Hold),
            At(thresholds => thresholds.Reject),
            Reliability.Of([.. comments.Select(comment => of(comment).Risk)], [.. comments.Select(comment => comment.IsRejected)])
        );

        ThresholdFigures At(Func<Thresholds, double> threshold)
        {
            var over = comments
                .Where(comment =>
                    policy
                        .For(comment.Section, comment.ArticleId)
                        .Thresholds.Any(label => of(comment).Scores[label.Key] >= threshold(label.Value))
                )
                .ToList();
            var right = over.Count(comment => comment.IsRejected);
            return new(
                Share.From(over.Count, comments.Count),
                Share.From(right, over.Count),
                Share.From(right, comments.Count(comment => comment.IsRejected))
            );
        }
    }
}

/// <param name="Taken">The comments with a label over its threshold.</param>
/// <param name="Precision">Of these, what people rejected.</param>
/// <param name="Recall">Of all that people rejected, what is among these.</param>
public sealed record ThresholdFigures(Share Taken, Share Precision, Share Recall);
