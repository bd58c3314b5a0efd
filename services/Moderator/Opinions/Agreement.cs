using System.Globalization;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Opinions;

/// <summary>How far two people agree who decide the same comments blind. It is of the newsroom, and of no person.</summary>
/// <param name="Same">Of the comments decided twice, those on which both approve or both reject.</param>
/// <param name="Kappa">Null below <see cref="Agreement.Fewest"/> comments, and when both always decide the same one way.</param>
public sealed record AgreementFigures(Share Same, Kappa? Kappa);

/// <summary>The figures of a part.</summary>
/// <param name="Of">A section, the name of a reason, or the Monday of a week; null for comments without a section.</param>
/// <param name="Figures">Of a reason: whether both reject for it.</param>
public sealed record AgreementPart(string? Of, AgreementFigures Figures);

/// <summary>What no model can exceed when it is measured by single decisions of people.</summary>
/// <param name="Value">The share of decisions that one which is always right would match.</param>
/// <param name="Low">The lower end of its 95 % interval.</param>
/// <param name="High">The upper end.</param>
public sealed record ModelCeiling(double Value, double Low, double High)
{
    /// <summary>
    /// If two people err independently and equally often, at a rate e, they differ on 2e(1 - e) of the comments; one who is
    /// always right matches 1 - e of what one of them decides.
    /// </summary>
    /// <returns>Null when nothing was decided twice.</returns>
    public static ModelCeiling? Of(Share same)
    {
        ArgumentNullException.ThrowIfNull(same);
        return same is { Rate: { } rate, Low: { } low, High: { } high }
            ? new ModelCeiling(Matched(rate), Matched(low), Matched(high))
            : null;
    }

    /// <summary>Those who differ on more than half do worse than a coin, and bound nothing below it.</summary>
    private static double Matched(double same) => (1 + Math.Sqrt(Math.Max(0, (2 * same) - 1))) / 2;
}

/// <param name="All">Of all pairs.</param>
/// <param name="Ceiling">Null below <see cref="Fewest"/> comments.</param>
/// <param name="Weeks">Oldest first.</param>
/// <param name="Sections">By name.</param>
/// <param name="Reasons">In the order of <see cref="RejectReasons"/>, those that somebody rejected for.</param>
public sealed record Agreement(
    AgreementFigures All,
    ModelCeiling? Ceiling,
    IReadOnlyList<AgreementPart> Weeks,
    IReadOnlyList<AgreementPart> Sections,
    IReadOnlyList<AgreementPart> Reasons
)
{
    /// <summary>Comments decided twice below which nothing is concluded.</summary>
    public const int Fewest = 30;

    public static Agreement Of(IReadOnlyCollection<OpinionPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var all = FiguresOf(pairs);
        return new Agreement(
            all,
            all.Same.Of < Fewest ? null : ModelCeiling.Of(all.Same),
            Parts(
                pairs.OrderBy(pair => pair.Week),
                pair => pair.Week.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            ),
            Parts(pairs.OrderBy(pair => pair.Section, StringComparer.Ordinal), pair => pair.Section),
            [
                .. RejectReasons
                    .All.Where(row => pairs.Any(pair => pair.FirstReason == row.Reason || pair.SecondReason == row.Reason))
                    .Select(row => new AgreementPart(row.Name, FiguresOf(pairs, row.Reason))),
            ]
        );
    }

    private static IReadOnlyList<AgreementPart> Parts(IEnumerable<OpinionPair> pairs, Func<OpinionPair, string?> of) =>
        [.. pairs.GroupBy(of, StringComparer.Ordinal).Select(part => new AgreementPart(part.Key, FiguresOf([.. part])))];

    /// <param name="pairs">Of whom.</param>
    /// <param name="reason">Whether they reject for this one; null is whether they reject.</param>
    private static AgreementFigures FiguresOf(IReadOnlyCollection<OpinionPair> pairs, RejectReason? reason = null)
    {
        int[][] counts = [[0, 0], [0, 0]];
        foreach (var pair in pairs)
        {
            var (first, second) = reason is null
                ? (pair.First == Outcome.Reject, pair.Second == Outcome.Reject)
                : (pair.FirstReason == reason, pair.SecondReason == reason);
            counts[first ? 1 : 0][second ? 1 : 0] += pair.Count;
        }
        var of = counts.Sum(row => row.Sum());
        return new AgreementFigures(
            Share.From(counts[0][0] + counts[1][1], of),
            of < Fewest ? null : Kappa.Of(counts)
        );
    }
}
