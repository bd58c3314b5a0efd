using Moderation.Benchmarks;
using Moderation.Moderator.Lanes;

namespace Moderation.Moderator.Tests.Lanes;

public sealed class OddsWatchTests
{
    private static readonly LaneSimulation Simulation = new(Bad: 0.11, Distance: 1.5, Decisions: 4_000, Budget: 0.02);

    [Fact]
    public void While_comments_stay_as_they_were_it_is_quiet_for_long() =>
        Assert.InRange(Enumerable.Range(0, 20).Count(seed => AlarmAfter(seed, times: 1, most: 10_000) is not null), 0, 1);

    [Fact]
    public void When_bad_ones_double_it_gives_the_alarm_soon() =>
        Assert.All(Enumerable.Range(0, 20), seed => Assert.InRange(AlarmAfter(seed, times: 2, most: 10_000) ?? -1, 1, 3_000));

    [Fact]
    public void More_risky_comments_than_usual_are_no_drift()
    {
        foreach (var seed in Enumerable.Range(0, 10))
        {
            var random = new Random(seed);
            var watch = new OddsWatch(Simulation.Decide(random));
            foreach (var decision in Simulation.Decide(random).Where(decision => decision.Score > 1.5))
                watch.Add(decision);
            Assert.False(watch.HasDrifted);
        }
    }

    [Fact]
    public void Few_decisions_to_compare_with_make_it_slow_to_accuse()
    {
        var watch = new OddsWatch([new ScoredDecision(0.1, false)]);

        for (var i = 0; i < 100; i++)
            watch.Add(new ScoredDecision(0.1, i % 2 == 0));

        Assert.False(watch.HasDrifted);
    }

    private static int? AlarmAfter(int seed, double times, int most)
    {
        var random = new Random(seed);
        var watch = new OddsWatch(Simulation.Decide(random));
        for (var i = 1; i <= most; i++)
        {
            watch.Add(Simulation.Next(random, Simulation.Bad * times));
            if (watch.HasDrifted)
                return i;
        }
        return null;
    }
}
