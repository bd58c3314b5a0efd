using Moderation.Classifier.Evaluation;

namespace Moderation.Classifier.Benchmark;

/// <summary>Measures of a recipe on the test texts of a data set.</summary>
/// <param name="MacroF1">The mean of the classes' F1.</param>
/// <param name="Low">Lower end of its 95 % interval, by bootstrap.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Accuracy">Share of texts decided as labelled.</param>
/// <param name="PerClass">Measures by the class's name in the file.</param>
/// <param name="WithoutSeen">Macro-F1 on test texts of which no training or dev text says the same once normalised.</param>
/// <param name="Seen">How many test texts that leaves out.</param>
/// <param name="TrainSeconds">From read files to decided texts.</param>
/// <param name="Folds">The same recipe on the training and dev texts, in five folds in which the same text never stands on both
/// sides.</param>
internal sealed record BenchmarkResult(
    double MacroF1,
    double Low,
    double High,
    double Accuracy,
    IReadOnlyDictionary<string, ClassMeasures> PerClass,
    double WithoutSeen,
    int Seen,
    double TrainSeconds,
    FoldsResult Folds
)
{
    public static BenchmarkResult Of(
        IReadOnlyList<string> classes,
        IReadOnlyList<(int Truth, int Decided)> rows,
        IReadOnlyList<bool> seen,
        IReadOnlyList<(int Truth, int Decided)> held,
        double trainSeconds
    )
    {
        var confusion = Count(rows, classes.Count);
        var unseen = rows.Where((_, row) => !seen[row]).ToList();
        var interval = IntervalOf(rows, classes.Count);
        var heldInterval = IntervalOf(held, classes.Count);
        return new BenchmarkResult(
            confusion.MacroF1,
            interval.Low,
            interval.High,
            confusion.Accuracy,
            classes
                .Select(
                    (name, c) =>
                        (
                            name,
                            Measures: new ClassMeasures(
                                confusion.Rows(c),
                                confusion.Precision(c),
                                confusion.Recall(c),
                                confusion.F1(c)
                            )
                        )
                )
                .ToDictionary(pair => pair.name, pair => pair.Measures, StringComparer.Ordinal),
            Count(unseen, classes.Count).MacroF1,
            rows.Count - unseen.Count,
            trainSeconds,
            new FoldsResult(Count(held, classes.Count).MacroF1, heldInterval.Low, heldInterval.High)
        );
    }

    private static Interval IntervalOf(IReadOnlyList<(int Truth, int Decided)> rows, int classes) =>
        Bootstrap.IntervalOf(Bootstrap.Draws(rows.Count).Select(times => Count(rows, classes, times).MacroF1));

    private static Confusion Count(IReadOnlyList<(int Truth, int Decided)> rows, int classes, int[]? times = null)
    {
        var confusion = new Confusion(classes);
        for (var row = 0; row < rows.Count; row++)
            confusion.Add(rows[row].Truth, rows[row].Decided, times?[row] ?? 1);
        return confusion;
    }
}

/// <summary>Macro-F1 on texts left out in turn, with its 95 % interval.</summary>
internal sealed record FoldsResult(double MacroF1, double Low, double High);

/// <summary>Measures of one class.</summary>
internal sealed record ClassMeasures(int Rows, double Precision, double Recall, double F1);
