using Moderation.Contracts;

namespace Moderation.Classifier.Evaluation;

/// <summary>Measures of one label on the rows of one file, each scored by a model that had not seen it.</summary>
public sealed record FoldMeasures(ScoreLabel Label, string File, Measures Measures, MeasureIntervals Intervals)
{
    public static FoldMeasures Of(
        ScoreLabel label,
        string file,
        IReadOnlyList<(float Score, bool Truth)> scored,
        float decision
    ) => new(label, file, Measures.Of(scored, decision), MeasureIntervals.Of(scored, decision));
}
