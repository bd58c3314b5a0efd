using Moderation.Contracts;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Queue;

/// <summary>
/// Which words of a comment are marked: those without which a score would not have held it, from the strongest on. Where no score
/// held it nothing is marked: marks on innocent words teach people to look past all of them.
/// </summary>
internal static class Marks
{
    /// <param name="spans">What raised the scores, as the classifier said.</param>
    /// <param name="findings">Of the rules that answered.</param>
    /// <returns>In their order in the text.</returns>
    public static IReadOnlyList<ScoreSpan> Of(IReadOnlyList<ScoreSpan> spans, IReadOnlyList<Finding> findings) =>
        [
            .. from byLabel in spans.GroupBy(span => span.Label)
            let reached = findings.Where(finding => finding.Label == byLabel.Key).Min(finding => finding.Threshold)
            where reached is not null
            from span in Needed(byLabel, reached.Value)
            select span,
        ];

    /// <summary>What is left after one of them is what the next one had to raise.</summary>
    private static IEnumerable<ScoreSpan> Needed(IEnumerable<ScoreSpan> spans, double threshold)
    {
        var strongest = spans.OrderByDescending(span => span.Remaining ?? 1).ToList();
        var enough = strongest.FindIndex(span => span.Remaining < threshold);
        return strongest.Take(enough < 0 ? strongest.Count : enough + 1).OrderBy(span => span.Field).ThenBy(span => span.Start);
    }
}
