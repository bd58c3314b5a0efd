using Moderation.Contracts;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Models;

/// <summary>
/// Thresholds for another model. Each keeps the share of comments that it takes: it was set for the work that a newsroom can do,
/// this can be told without anybody's decision, and a model that tells better then takes more of the right ones by itself.
/// </summary>
/// <param name="Comments">How many comments both models scored, of the latest; the thresholds are fitted to these.</param>
/// <param name="Missing">How many more there must be before any threshold is fitted.</param>
/// <param name="Version">The version of the policy that it changes.</param>
/// <param name="Settings">The policy with them.</param>
/// <param name="Rows">Each threshold, changed or not.</param>
public sealed record ThresholdFit(
    int Comments,
    int Missing,
    int Version,
    PolicySettings Settings,
    IReadOnlyList<FittedThreshold> Rows
)
{
    /// <summary>Shares of fewer say nothing of the next comments.</summary>
    internal const int EnoughComments = 300;

    /// <summary>A threshold that takes fewer stays.</summary>
    internal const int EnoughTaken = 10;

    private const double Step = 0.001;

    /// <param name="version">Of the policy.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="own">Scores by the model in use.</param>
    /// <param name="candidate">Scores of the same comments by the other.</param>
    public static ThresholdFit Of(
        int version,
        PolicySettings settings,
        IReadOnlyList<Scores> own,
        IReadOnlyList<Scores> candidate
    )
    {
        var rows = new List<FittedThreshold>();
        var missing = Math.Max(0, EnoughComments - own.Count);
        var fitted = settings with
        {
            Thresholds = Fitted("", settings.Thresholds),
            Sections = settings.Sections.ToDictionary(
                section => section.Key,
                section =>
                    section.Value.Thresholds is { } thresholds
                        ? section.Value with { Thresholds = Fitted(section.Key, thresholds) }
                        : section.Value,
                StringComparer.Ordinal
            ),
        };
        return new(own.Count, missing, version, fitted, rows);

        Dictionary<ScoreLabel, Thresholds> Fitted(string section, Dictionary<ScoreLabel, Thresholds> thresholds) =>
            thresholds.ToDictionary(
                of => of.Key,
                of =>
                {
                    var hold = Fit(section, of.Key, "hold", of.Value.Hold, above: 0);
                    return new Thresholds { Hold = hold, Reject = Fit(section, of.Key, "reject", of.Value.Reject, above: hold) };
                }
            );

        double Fit(string section, ScoreLabel label, string level, double threshold, double above)
        {
            float[] before = [.. own.Select(scores => scores[label]).OfType<float>()];
            float[] after = [.. candidate.Select(scores => scores[label]).OfType<float>()];
            var taken = before.Count(score => score >= threshold);
            var isTold = missing == 0 && taken >= EnoughTaken && before.Length == after.Length;
            var value = Math.Max(isTold ? Taking(taken, after) : threshold, Math.Round(above + Step, 3));
            rows.Add(
                new(
                    section,
                    ScoreLabels.Of(label).Name,
                    level,
                    threshold,
                    value,
                    taken,
                    after.Count(score => score >= threshold),
                    after.Count(score => score >= value)
                )
            );
            return value;
        }
    }

    /// <returns>The threshold that takes so many, as nearly as ties and its three digits let it.</returns>
    private static double Taking(int taken, float[] scores)
    {
        var falling = scores.OrderDescending().ToArray();
        var (last, next) = (falling[taken - 1], taken < falling.Length ? falling[taken] : 0);
        return Math.Clamp(Math.Round((last + next) / 2.0, 3), Step, 1 - Step);
    }
}

/// <param name="Section">Empty for the general ones.</param>
/// <param name="Label">Name of the label.</param>
/// <param name="Level"><c>hold</c> or <c>reject</c>.</param>
/// <param name="Before">As it is.</param>
/// <param name="After">As it would be.</param>
/// <param name="Taken">How many comments reach it by the model in use.</param>
/// <param name="TakenUnchanged">How many would reach it by the candidate if it stayed.</param>
/// <param name="TakenFitted">How many would reach the new one by the candidate.</param>
public sealed record FittedThreshold(
    string Section,
    string Label,
    string Level,
    double Before,
    double After,
    int Taken,
    int TakenUnchanged,
    int TakenFitted
);
