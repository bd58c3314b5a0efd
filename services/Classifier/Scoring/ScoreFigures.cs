using System.Diagnostics.Metrics;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Scoring;

/// <summary>How the scores of comments are spread, by model and label: a model that drifts shows here first.</summary>
internal static class ScoreFigures
{
    private static readonly Histogram<double> Scored = Telemetry.Meter.CreateHistogram(
        "moderation.score",
        unit: null,
        "Scores of comments, from 0 to 1.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [.1, .2, .3, .4, .5, .6, .7, .8, .9] }
    );

    public static void Count(Scores scores, string model)
    {
        foreach (var (label, score) in scores)
            Scored.Record(score, new("model", model), new("label", ScoreLabels.Of(label).Name));
    }
}
