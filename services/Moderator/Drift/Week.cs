using Moderation.Moderator.Models;

namespace Moderation.Moderator.Drift;

/// <summary>Comments of one model, label and score in a week.</summary>
public sealed record CountedBin
{
    /// <summary>How many weeks ago.</summary>
    public int Ago { get; init; }

    public string Model { get; init; } = "";

    /// <summary>Empty for the risk.</summary>
    public string Label { get; init; } = "";

    /// <summary>Which fiftieth from 0 to 1.</summary>
    public short Bin { get; init; }

    public int Scored { get; init; }

    public int Approved { get; init; }

    public int Rejected { get; init; }
}

/// <summary>What was counted in seven days.</summary>
/// <param name="From">The first of them.</param>
/// <param name="Bins">Of all models.</param>
/// <param name="Words">How many words were looked at.</param>
/// <param name="Strange">How many of them can be no Vietnamese.</param>
public sealed record Week(DateOnly From, IReadOnlyList<CountedBin> Bins, int Words, int Strange)
{
    public const int BinCount = 50;

    /// <summary>The counts of several weeks as one.</summary>
    public static Week Of(IReadOnlyList<Week> weeks) =>
        new(
            weeks.Min(week => week.From),
            [.. weeks.SelectMany(week => week.Bins)],
            weeks.Sum(week => week.Words),
            weeks.Sum(week => week.Strange)
        );

    /// <summary>How many comments of a model have which score.</summary>
    public int[] Scored(string model, string label) => Sum(model, label, bin => bin.Scored);

    /// <summary>How well the model's risk tells what people rejected; scores are known to a fiftieth.</summary>
    /// <returns>Null while there are too few decisions.</returns>
    public Interval? Agreement(string model)
    {
        var approved = Sum(model, "", bin => bin.Approved);
        var rejected = Sum(model, "", bin => bin.Rejected);
        if (approved.Sum() < Comparison.Enough || rejected.Sum() < Comparison.Enough)
            return null;
        var (scores, outcomes) = (new List<float>(), new List<bool>());
        for (var bin = 0; bin < BinCount; bin++)
        {
            scores.AddRange(Enumerable.Repeat((float)bin, approved[bin] + rejected[bin]));
            outcomes.AddRange(Enumerable.Repeat(false, approved[bin]));
            outcomes.AddRange(Enumerable.Repeat(true, rejected[bin]));
        }
        return Auc.Of(scores, outcomes);
    }

    private int[] Sum(string model, string label, Func<CountedBin, int> count)
    {
        var sums = new int[BinCount];
        foreach (var bin in Bins.Where(bin => bin.Model == model && bin.Label == label))
            sums[bin.Bin] += count(bin);
        return sums;
    }
}
