namespace Moderation.Classifier.Evaluation;

/// <summary>Scores with their truths from the highest down, so that each measure of any sample of them takes one pass.</summary>
public sealed class RankedScores
{
    public const int Bins = 10;

    private readonly (float Score, bool Truth)[] _ranked;
    private readonly float _decision;

    public RankedScores(IReadOnlyList<(float Score, bool Truth)> scored, float decision = 0.5f)
    {
        ArgumentNullException.ThrowIfNull(scored);
        _decision = decision;
        _ranked = [.. scored.OrderByDescending(s => s.Score)];
    }

    public Measures Measure() => Measure(Enumerable.Repeat(1, _ranked.Length).ToArray());

    /// <param name="times">How often each row counts, by rank.</param>
    public Measures Measure(int[] times)
    {
        ArgumentNullException.ThrowIfNull(times);
        int yes = 0,
            no = 0,
            hits = 0,
            alarms = 0;
        double precisions = 0,
            pairs = 0;
        for (var row = 0; row < _ranked.Length;)
        {
            int tiedYes = 0,
                tiedNo = 0;
            var score = _ranked[row].Score;
            for (; row < _ranked.Length && _ranked[row].Score.Equals(score); row++)
            {
                if (_ranked[row].Truth)
                    tiedYes += times[row];
                else
                    tiedNo += times[row];
            }

            // A no below so many, and half of those beside it.
            pairs += tiedNo * (yes + (tiedYes / 2.0));
            (yes, no) = (yes + tiedYes, no + tiedNo);
            if (tiedYes > 0)
                precisions += (double)tiedYes * yes / (yes + no);
            if (score >= _decision)
                (hits, alarms) = (yes, no);
        }

        var f1 = F1Of(hits, alarms, yes - hits);
        return new Measures(
            yes + no,
            yes,
            Share(hits, hits + alarms),
            Share(hits, yes),
            f1,
            (f1 + F1Of(no - alarms, yes - hits, alarms)) / 2,
            yes == 0 || no == 0 ? double.NaN : pairs / ((double)yes * no),
            yes == 0 ? double.NaN : precisions / yes,
            Reliability(times).Sum(bin => bin.Rows * Math.Abs(bin.Score - bin.Truth)) / Math.Max(1, yes + no),
            _decision
        );
    }

    /// <summary>The score from which on deciding yes gives the highest macro-F1.</summary>
    public static float BestDecision(IReadOnlyList<(float Score, bool Truth)> scored) =>
        Enumerable.Range(5, 91).Select(percent => percent / 100f).MaxBy(decision => Measures.Of(scored, decision).MacroF1);

    /// <summary>For each of ten bins of scores: how many rows, their mean score, and their share of yes.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability() => Reliability(Enumerable.Repeat(1, _ranked.Length).ToArray());

    /// <summary>Recall and precision below each distinct score, from the highest down.</summary>
    public IEnumerable<(double Recall, double Precision)> PrecisionRecall()
    {
        var positives = _ranked.Count(s => s.Truth);
        var hits = 0;
        for (var row = 0; row < _ranked.Length && positives > 0; row++)
        {
            hits += _ranked[row].Truth ? 1 : 0;
            if (row + 1 == _ranked.Length || !_ranked[row + 1].Score.Equals(_ranked[row].Score))
                yield return ((double)hits / positives, (double)hits / (row + 1));
        }
    }

    private ReliabilityBin[] Reliability(int[] times)
    {
        Span<double> scores = stackalloc double[Bins];
        Span<int> rows = stackalloc int[Bins];
        Span<int> positives = stackalloc int[Bins];
        for (var row = 0; row < _ranked.Length; row++)
        {
            var bin = Math.Clamp((int)(_ranked[row].Score * Bins), 0, Bins - 1);
            rows[bin] += times[row];
            scores[bin] += times[row] * (double)_ranked[row].Score;
            positives[bin] += _ranked[row].Truth ? times[row] : 0;
        }

        var bins = new ReliabilityBin[Bins];
        for (var bin = 0; bin < Bins; bin++)
            bins[bin] = new ReliabilityBin(rows[bin], scores[bin] / Math.Max(1, rows[bin]), Share(positives[bin], rows[bin]));
        return bins;
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private static double F1Of(int hits, int alarms, int misses) => Share(2 * hits, (2 * hits) + alarms + misses);
}

/// <summary>The rows whose scores fall into one bin, their mean score, and how many of them are of the label.</summary>
public sealed record ReliabilityBin(int Rows, double Score, double Truth);
