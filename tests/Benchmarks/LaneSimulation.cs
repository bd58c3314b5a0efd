using MathNet.Numerics.Distributions;
using Moderation.Moderator.Lanes;

namespace Moderation.Benchmarks;

/// <summary>
/// Comments of which the truth is known: a share of them is bad, and a model scores bad ones higher by a distance on the normal
/// scale. What a threshold lets through is then known exactly.
/// </summary>
/// <param name="Bad">The share of bad comments.</param>
/// <param name="Distance">Between the means of good and bad scores, in standard deviations; 1.47 is an AUC of .85.</param>
/// <param name="Decisions">How many people decided before the lane is opened.</param>
/// <param name="Budget">Of the lane.</param>
internal sealed record LaneSimulation(double Bad, double Distance, int Decisions, double Budget)
{
    /// <summary>How many comments a lane is watched for at most.</summary>
    private const int Horizon = 200_000;

    private const double Audits = 0.05;

    /// <summary>The settings that replays are drawn from.</summary>
    public static LaneSimulation Draw(Random random) =>
        new(
            Bad: new[] { 0.05, 0.11, 0.2 }[random.Next(3)],
            Distance: new[] { 1.0, 1.5, 2.0 }[random.Next(3)],
            Decisions: new[] { 500, 1_000, 2_000, 4_000, 7_000 }[random.Next(5)],
            Budget: new[] { 0.005, 0.01, 0.02, 0.03 }[random.Next(4)]
        );

    /// <summary>What the lane takes of all comments, and which share of it is wrong in truth.</summary>
    public (double Share, double Wrong) Truth(double threshold)
    {
        var (good, bad) = ((1 - Bad) * Normal.CDF(0, 1, threshold), Bad * Normal.CDF(Distance, 1, threshold));
        return (good + bad, bad / (good + bad));
    }

    public ScoredDecision Next(Random random, double bad)
    {
        var isBad = random.NextDouble() < bad;
        return new ScoredDecision(Normal.Sample(random, isBad ? Distance : 0, 1), isBad);
    }

    public List<ScoredDecision> Decide(Random random) =>
        [.. Enumerable.Range(0, Decisions).Select(_ => Next(random, Bad))];

    /// <summary>A lane is opened, works for a while, and then the share of bad comments is so many times as high.</summary>
    /// <returns>How many comments it took after the change to shut; null when it stayed open, or never opened.</returns>
    public Watched? Watch(Random random, int before, double times)
    {
        var decisions = Decide(random);
        if (ThresholdSearch.Find(decisions, Budget).Threshold is not { } threshold)
            return null;
        var watch = new OddsWatch(decisions);
        var audits = new LaneAudits(Budget);
        for (var comments = 1 - before; comments <= Horizon; comments++)
        {
            var decision = Next(random, comments > 0 ? Bad * times : Bad);
            var isAudited = decision.Score < threshold && random.NextDouble() < Audits;
            if (isAudited)
                audits = audits.With(decision.IsWrong);
            if (isAudited || decision.Score >= threshold)
                watch.Add(decision);
            if (watch.HasDrifted || audits.AreOverBudget)
                return new Watched(comments, watch.HasDrifted);
        }
        return new Watched(null, false);
    }

    /// <param name="ShutAt">After how many comments since the change; below 1 it was a false alarm; null is never.</param>
    /// <param name="ByDrift">Whether drift was noticed; otherwise the audits were over the budget.</param>
    internal sealed record Watched(int? ShutAt, bool ByDrift);
}
