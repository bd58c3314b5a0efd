namespace Moderation.Classifier.Evaluation;

/// <summary>How well scores of one label tell yes from no. Decisions are taken at 0.5.</summary>
public sealed record Measures(
    int Rows, int Positives, double Precision, double Recall, double F1, double MacroF1, double RocAuc, double AveragePrecision, double CalibrationError)
{
    private const int Bins = 10;

    public static Measures Of(IReadOnlyList<(float Score, bool Truth)> scored)
    {
        ArgumentNullException.ThrowIfNull(scored);
        var positives = scored.Count(s => s.Truth);
        var hits = scored.Count(s => s.Truth && s.Score >= 0.5f);
        var alarms = scored.Count(s => !s.Truth && s.Score >= 0.5f);
        var f1 = F1Of(hits, alarms, positives - hits);
        var quiet = scored.Count - positives - alarms;
        return new Measures(
            scored.Count, positives, Share(hits, hits + alarms), Share(hits, positives), f1,
            (f1 + F1Of(quiet, positives - hits, alarms)) / 2, RocAucOf(scored), AveragePrecisionOf(scored), CalibrationErrorOf(scored));
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private static double F1Of(int hits, int alarms, int misses) => Share(2 * hits, (2 * hits) + alarms + misses);

    /// <summary>The chance that a yes scores above a no; ties count half.</summary>
    private static double RocAucOf(IReadOnlyList<(float Score, bool Truth)> scored)
    {
        double below = 0, sum = 0;
        foreach (var tie in scored.GroupBy(s => s.Score).OrderBy(g => g.Key))
        {
            var yes = tie.Count(s => s.Truth);
            var no = tie.Count() - yes;
            sum += yes * (below + (no / 2.0));
            below += no;
        }

        var positives = scored.Count(s => s.Truth);
        return positives == 0 || below == 0 ? double.NaN : sum / (positives * below);
    }

    private static double AveragePrecisionOf(IReadOnlyList<(float Score, bool Truth)> scored)
    {
        double hits = 0, seen = 0, sum = 0;
        foreach (var tie in scored.GroupBy(s => s.Score).OrderByDescending(g => g.Key))
        {
            var yes = tie.Count(s => s.Truth);
            hits += yes;
            seen += tie.Count();
            sum += yes * hits / seen;
        }

        return hits == 0 ? double.NaN : sum / hits;
    }

    /// <summary>Mean distance between score and truth over ten bins, weighted by their rows.</summary>
    private static double CalibrationErrorOf(IReadOnlyList<(float Score, bool Truth)> scored) => scored
        .GroupBy(s => Math.Min((int)(s.Score * Bins), Bins - 1))
        .Sum(bin => Math.Abs(bin.Average(s => s.Score) - bin.Average(s => s.Truth ? 1.0 : 0.0)) * bin.Count() / scored.Count);
}
