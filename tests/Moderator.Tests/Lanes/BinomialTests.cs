using Moderation.Moderator.Lanes;

namespace Moderation.Moderator.Tests.Lanes;

public sealed class BinomialTests
{
    /// <summary>Upper ends of the two-sided 95 % intervals in tables of Clopper and Pearson's limits.</summary>
    [Theory]
    [InlineData(0, 10, 0.3085)]
    [InlineData(1, 10, 0.4450)]
    [InlineData(3, 30, 0.2653)]
    [InlineData(10, 20, 0.7280)]
    [InlineData(5, 100, 0.1128)]
    [InlineData(50, 100, 0.6017)]
    public void Upper_bounds_are_those_of_the_tables(int wrong, int of, double upper) =>
        Assert.Equal(upper, Math.Round(Binomial.Upper(wrong, of, 0.025), 4));

    [Theory]
    [InlineData(60)]
    [InlineData(299)]
    [InlineData(10_000)]
    [InlineData(10_000_000)]
    public void Without_one_wrong_the_bound_is_what_the_formula_gives(int of)
    {
        var exact = of < 1_000_000 ? 1 - Math.Pow(0.05, 1d / of) : -Math.Log(0.05) / of * (1 + (Math.Log(0.05) / of / 2));

        Assert.InRange(Binomial.Upper(0, of, 0.05) / exact, 1 - 1e-8, 1 + 1e-8);
    }

    [Theory]
    [InlineData(0.01, 299)]
    [InlineData(0.005, 598)]
    public void So_many_right_ones_are_the_fewest_that_prove_a_budget(double budget, int fewest)
    {
        Assert.Equal(fewest, Binomial.Fewest(budget, 0.05));
        Assert.True(Binomial.Upper(0, fewest, 0.05) <= budget);
        Assert.True(Binomial.Upper(0, fewest - 1, 0.05) > budget);
    }

    [Fact]
    public void The_chance_of_at_most_so_many_is_the_sum_of_the_chances_of_each()
    {
        foreach (var of in new[] { 1, 2, 10, 61, 300 })
        {
            foreach (var rate in new[] { 0.001, 0.01, 0.2, 0.5, 0.8 })
            {
                var (chance, sum) = (Math.Pow(1 - rate, of), 0d);
                for (var wrong = 0; wrong <= of; wrong++)
                {
                    sum += chance;
                    Assert.Equal(sum, Binomial.AtMost(wrong, of, rate), 1e-11);
                    chance *= (of - wrong) / (wrong + 1d) * rate / (1 - rate);
                }
            }
        }
    }

    /// <summary>Far from small numbers the binomial is nearly normal: with Edgeworth's first term to within 2e-6.</summary>
    [Theory]
    [InlineData(50_000, 0.005)]
    [InlineData(49_700, 0.005)]
    [InlineData(1_002_000, 0.1)]
    public void Ten_million_are_counted_as_soundly_as_ten(int wrong, double rate)
    {
        const int Of = 10_000_000;
        var deviation = Math.Sqrt(Of * rate * (1 - rate));
        var z = (wrong + 0.5 - (Of * rate)) / deviation;
        var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        var expected =
            MathNet.Numerics.Distributions.Normal.CDF(0, 1, z) - ((1 - (2 * rate)) / (6 * deviation) * ((z * z) - 1) * density);

        Assert.Equal(expected, Binomial.AtMost(wrong, Of, rate), 2e-6);
    }

    [Fact]
    public void The_bound_rises_with_what_is_wrong_and_falls_with_what_is_looked_at()
    {
        foreach (var of in new[] { 1, 7, 100, 5_000, 2_000_000, 10_000_000 })
        {
            foreach (var wrong in new[] { 0, 1, of / 100, of / 2, of - 1 }.Distinct())
            {
                var bound = Binomial.Upper(wrong, of, 0.05);
                Assert.InRange(bound, (double)wrong / of, 1);
                Assert.True(Binomial.Upper(wrong + 1, of, 0.05) >= bound);
                Assert.True(Binomial.Upper(wrong, of + 1, 0.05) <= bound);
                // The bound is where the chance is the level.
                if (bound < 1)
                    Assert.Equal(0.05, Binomial.AtMost(wrong, of, bound), 1e-6);
            }
        }
    }

    [Fact]
    public void Of_none_nothing_is_known() => Assert.Equal(1, Binomial.Upper(0, 0, 0.05));
}
