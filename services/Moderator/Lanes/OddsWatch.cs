namespace Moderation.Moderator.Lanes;

/// <summary>
/// Notices when the same scores come to mean something else than they did when the lane's threshold was found: more of what
/// people decide is wrong, by its score, than then. Each decision multiplies a stake by how much likelier it is if the odds of
/// being wrong are so many times higher than is tolerated, and a new stake begins with each, as Shiryaev's and Roberts's
/// procedure has it; a stake that never grows on average while nothing more than what is tolerated happens gives a false alarm no
/// sooner than after <see cref="Patience"/> decisions on average (Shin, Ramdas and Rinaldo, New England Journal of Statistics
/// in Data Science 2(2), 2024). Since each decision is compared with those of like scores, more risky comments than usual are
/// no drift.
/// </summary>
public sealed class OddsWatch
{
    /// <summary>How many decisions pass at least until a false alarm, on average.</summary>
    public const double Patience = 10_000;

    /// <summary>How many times the odds of being wrong may rise without being called a drift.</summary>
    public const double Tolerance = 1.5;

    private const int MostGroups = 10;
    private const int LeastInGroup = 100;

    /// <summary>How many times the tolerated odds.</summary>
    private static readonly double[] Suspicions = [1.5, 2.5, 5];

    private readonly double[] _starts;
    private readonly double[] _tolerated;
    private readonly double[] _stakes = new double[Suspicions.Length];

    /// <param name="calibration">The decisions that the threshold was found on; at least one.</param>
    public OddsWatch(IReadOnlyList<ScoredDecision> calibration)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        ScoredDecision[] sorted = [.. calibration.OrderBy(decision => decision.Score)];
        var groups = Math.Clamp(sorted.Length / LeastInGroup, 1, MostGroups);
        int[] starts = [.. Enumerable.Range(0, groups + 1).Select(group => (int)((long)group * sorted.Length / groups))];
        _starts = [.. starts.SkipLast(1).Select(start => sorted[start].Score)];
        _tolerated =
        [
            .. starts.Zip(starts.Skip(1), (start, end) => Tolerated(sorted.AsSpan(start..end))),
        ];
    }

    /// <summary>Whether the alarm was given since the beginning.</summary>
    public bool HasDrifted { get; private set; }

    /// <param name="decision">In the order in which the comments came, not in which people take them.</param>
    public void Add(ScoredDecision decision)
    {
        var group = Math.Max(0, Array.FindLastIndex(_starts, start => start <= decision.Score));
        var tolerated = _tolerated[group];
        for (var i = 0; i < Suspicions.Length; i++)
        {
            var suspected = Raised(tolerated, Suspicions[i]);
            var gain = decision.IsWrong ? suspected / tolerated : (1 - suspected) / (1 - tolerated);
            _stakes[i] = (1 + _stakes[i]) * gain;
        }
        HasDrifted |= _stakes.Average() >= Patience;
    }

    /// <summary>What is known of few decisions is little: their rate is taken as high as it may well be.</summary>
    private static double Tolerated(ReadOnlySpan<ScoredDecision> group)
    {
        var wrong = 0;
        foreach (var decision in group)
            wrong += decision.IsWrong ? 1 : 0;
        var rate = (wrong + 0.5) / (group.Length + 1);
        return Math.Min(0.999, Math.Max(Raised(rate, Tolerance), Binomial.Upper(wrong, group.Length, 0.05)));
    }

    private static double Raised(double rate, double odds) => rate * odds / (1 - rate + (rate * odds));
}
