namespace Moderation.Classifier.Evaluation;

/// <summary>How well scores of one label tell yes from no.</summary>
/// <param name="Rows">How many comments were scored.</param>
/// <param name="Positives">How many of them are of the label.</param>
/// <param name="Precision">Share of the decided that are of the label; 0 where nothing was decided.</param>
/// <param name="Recall">Share of the label's that were decided.</param>
/// <param name="F1">Harmonic mean of both.</param>
/// <param name="MacroF1">Mean of the F1 of yes and of no.</param>
/// <param name="RocAuc">The chance that a yes scores above a no, ties counted half; not a number without both.</param>
/// <param name="AveragePrecision">Mean of the precision at each yes, down from the highest score; not a number without
/// any.</param>
/// <param name="CalibrationError">Mean distance between score and truth over ten bins of equal width, weighted by their rows
/// (ECE).</param>
/// <param name="Decision">The score from which on yes is decided.</param>
public sealed record Measures(
    int Rows,
    int Positives,
    double Precision,
    double Recall,
    double F1,
    double MacroF1,
    double RocAuc,
    double AveragePrecision,
    double CalibrationError,
    float Decision
)
{
    public static Measures Of(IReadOnlyList<(float Score, bool Truth)> scored, float decision = 0.5f) =>
        new RankedScores(scored, decision).Measure();
}

/// <summary>The 95 % intervals of the measures, by bootstrap.</summary>
public sealed record MeasureIntervals(
    Interval Precision,
    Interval Recall,
    Interval F1,
    Interval MacroF1,
    Interval RocAuc,
    Interval AveragePrecision,
    Interval CalibrationError
)
{
    public static MeasureIntervals Of(IReadOnlyList<(float Score, bool Truth)> scored, float decision = 0.5f)
    {
        ArgumentNullException.ThrowIfNull(scored);
        var ranked = new RankedScores(scored, decision);
        var drawn = Bootstrap.Draws(scored.Count).Select(ranked.Measure).ToList();
        Interval Of(Func<Measures, double> measure) => Bootstrap.IntervalOf(drawn.Select(measure));
        return new MeasureIntervals(
            Of(m => m.Precision),
            Of(m => m.Recall),
            Of(m => m.F1),
            Of(m => m.MacroF1),
            Of(m => m.RocAuc),
            Of(m => m.AveragePrecision),
            Of(m => m.CalibrationError)
        );
    }
}
