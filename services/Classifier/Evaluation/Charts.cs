using System.Globalization;
using Moderation.Contracts;

namespace Moderation.Classifier.Evaluation;

/// <summary>Pictures of one label's scores on one file.</summary>
internal static class Charts
{
    private const string Ink = "#1f5fa8";
    private const string Guide = "#999";

    /// <summary>
    /// Writes <c>LABEL-FILE-precision-recall.svg</c>, <c>-reliability.svg</c> and <c>-confusion.svg</c> into
    /// <paramref name="folder"/>, which is made if missing.
    /// </summary>
    public static void Write(
        string folder,
        ScoreLabel label,
        string file,
        IReadOnlyList<(float Score, bool Truth)> scored,
        float decision
    )
    {
        Directory.CreateDirectory(folder);
        var name = label.ToString().ToLowerInvariant();
        var start = Path.Combine(folder, $"{name}-{Path.GetFileNameWithoutExtension(file)}");
        var ranked = new RankedScores(scored);
        var title = $"{name}, {file}";
        File.WriteAllText($"{start}-precision-recall.svg", PrecisionRecall(title, ranked));
        File.WriteAllText($"{start}-reliability.svg", Reliability(title, ranked, scored.Count));
        File.WriteAllText($"{start}-confusion.svg", ConfusionOf(title, scored, decision));
    }

    private static string PrecisionRecall(string title, RankedScores ranked) =>
        new SvgPlot(title, "recall", "precision").Axes().Line(ranked.PrecisionRecall(), Ink, 2).ToString();

    /// <summary>A dot's area shows its share of the rows.</summary>
    private static string Reliability(string title, RankedScores ranked, int rows)
    {
        var plot = new SvgPlot(title, "mean score", "share of the label").Axes().Line([(0, 0), (1, 1)], Guide, 1);
        var bins = ranked.Reliability().Where(bin => bin.Rows > 0).ToList();
        plot.Line(bins.Select(bin => (bin.Score, bin.Truth)), Ink, 2);
        foreach (var bin in bins)
            plot.Dot(bin.Score, bin.Truth, 3 + (12 * Math.Sqrt((double)bin.Rows / rows)), Ink);
        return plot.ToString();
    }

    private static string ConfusionOf(string title, IReadOnlyList<(float Score, bool Truth)> scored, float decision)
    {
        var confusion = new Confusion(2);
        foreach (var (score, truth) in scored)
            confusion.Add(truth ? 1 : 0, score >= decision ? 1 : 0);
        var plot = new SvgPlot(
            title,
            string.Create(CultureInfo.InvariantCulture, $"decided at {decision:0.00}: no, yes"),
            "true: no, yes"
        );
        for (var truth = 0; truth < 2; truth++)
        {
            for (var decided = 0; decided < 2; decided++)
            {
                var count = confusion[truth, decided];
                plot.Cell(
                    decided / 2.0,
                    truth / 2.0,
                    0.5,
                    0.1 + (0.6 * count / Math.Max(1, confusion.Rows(truth))),
                    count.ToString(CultureInfo.InvariantCulture)
                );
            }
        }

        return plot.ToString();
    }
}
