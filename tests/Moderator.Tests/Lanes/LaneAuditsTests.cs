using Moderation.Moderator.Lanes;

namespace Moderation.Moderator.Tests.Lanes;

public sealed class LaneAuditsTests
{
    [Fact]
    public void Without_audits_nothing_is_proven_and_nothing_broken() =>
        Assert.Equal((false, false), (new LaneAudits(0.01).IsProven, new LaneAudits(0.01).AreOverBudget));

    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 20)]
    [InlineData(20, 500)]
    public void Too_many_wrong_ones_are_over_the_budget(int wrong, int decided) =>
        Assert.True(new LaneAudits(0.01) { Decided = decided, Wrong = wrong }.AreOverBudget);

    [Theory]
    [InlineData(1, 20)]
    [InlineData(5, 500)]
    public void As_many_as_the_budget_allows_are_not(int wrong, int decided) =>
        Assert.False(new LaneAudits(0.01) { Decided = decided, Wrong = wrong }.AreOverBudget);

    [Fact]
    public void What_was_proven_and_no_longer_is_counts_as_over_the_budget()
    {
        var audits = Enumerable.Range(0, 2_000).Aggregate(new LaneAudits(0.01), (all, _) => all.With(isWrong: false));
        Assert.True(audits is { WasProven: true, AreOverBudget: false, Upper: < 0.01 });

        audits = Enumerable.Range(0, 15).Aggregate(audits, (all, _) => all.With(isWrong: true));

        Assert.True(audits is { AreOverBudget: true, Upper: > 0.01, Lower: < 0.01 });
    }

    /// <summary>Of a lane whose share of wrong decisions is half the budget.</summary>
    [Fact]
    public void A_lane_that_keeps_its_budget_is_hardly_ever_called_over_it()
    {
        var called = Enumerable
            .Range(0, 200)
            .AsParallel()
            .Count(seed =>
            {
                var random = new Random(seed);
                var audits = new LaneAudits(0.02);
                for (var i = 0; i < 3_000; i++)
                {
                    audits = audits.With(random.NextDouble() < 0.01);
                    if (audits.AreOverBudget)
                        return true;
                }
                return false;
            });

        Assert.InRange(called, 0, 20);
    }
}
