namespace Moderation.Classifier.Evaluation;

/// <summary>How far a measure may be from what more rows would show: Efron's percentile bootstrap.</summary>
internal static class Bootstrap
{
    private const int Samples = 1_000;
    private const int Seed = 20261101;

    /// <summary>
    /// Samples drawn with repetition, each as how often every row was drawn. The same number of rows gives the same samples.
    /// </summary>
    public static IEnumerable<int[]> Draws(int rows)
    {
        var random = new Random(Seed);
        for (var sample = 0; sample < Samples; sample++)
        {
            var times = new int[rows];
            for (var draw = 0; draw < rows; draw++)
                times[random.Next(rows)]++;
            yield return times;
        }
    }

    /// <summary>
    /// The 95 % interval of a measure from its values on samples. Samples on which it has none, such as those without a yes, are
    /// left out.
    /// </summary>
    public static Interval IntervalOf(IEnumerable<double> reached)
    {
        double[] sorted = [.. reached.Where(double.IsFinite).Order()];
        return sorted.Length == 0
            ? new Interval(double.NaN, double.NaN)
            : new Interval(Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    private static double Quantile(double[] sorted, double share) => sorted[(int)Math.Round((sorted.Length - 1) * share)];
}

/// <summary>A 95 % interval.</summary>
public sealed record Interval(double Low, double High);
