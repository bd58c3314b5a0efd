using Moderation.Moderator.Lanes;

namespace Moderation.Moderator.Tests.Lanes;

public sealed class ConfidenceSequenceTests
{
    [Fact]
    public void Before_the_first_audit_every_rate_is_possible()
    {
        var sequence = new ConfidenceSequence(0.01, 0.05);

        Assert.Equal((0, 1), (sequence.Lower(0, 0), sequence.Upper(0, 0)));
    }

    /// <summary>The beta-binomial mixture by its definition: a quadrature of the likelihoods of all rates.</summary>
    [Theory]
    [InlineData(0, 300)]
    [InlineData(3, 622)]
    [InlineData(40, 500)]
    public void A_rate_is_ruled_out_where_the_mixture_is_twenty_times_as_likely(int wrong, int of)
    {
        const double Budget = 0.01;
        var upper = new ConfidenceSequence(Budget, 0.05).Upper(wrong, of);

        Assert.Equal(Math.Log(20), Math.Log(Mixed(wrong, of, Budget)) - LogLikelihood(wrong, of, upper), 0.01);
    }

    /// <summary>
    /// Watched after every audit, the truth leaves the bounds at some time with a chance of at most 5 %: by that, more than 70 of
    /// 1,000 runs come once in four hundred times.
    /// </summary>
    [Theory]
    [InlineData(0.005)]
    [InlineData(0.01)]
    [InlineData(0.03)]
    public void The_bounds_hold_at_all_times_at_once(double rate)
    {
        const int Runs = 1_000;
        var sequence = new ConfidenceSequence(0.01, 0.05);
        var mistaken = Enumerable
            .Range(0, Runs)
            .AsParallel()
            .Count(seed =>
            {
                var random = new Random(seed);
                var wrong = 0;
                for (var of = 1; of <= 3_000; of++)
                {
                    wrong += random.NextDouble() < rate ? 1 : 0;
                    if (sequence.IsAbove(wrong, of, rate) || sequence.IsBelow(wrong, of, rate))
                        return true;
                }
                return false;
            });

        Assert.True(mistaken <= 70, $"{mistaken} of {Runs} runs left the bounds");
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(3, 622)]
    [InlineData(100_000, 10_000_000)]
    public void The_bounds_surround_what_was_seen(int wrong, int of)
    {
        var sequence = new ConfidenceSequence(0.01, 0.05);
        var (lower, upper) = (sequence.Lower(wrong, of), sequence.Upper(wrong, of));

        Assert.InRange((double)wrong / of, lower, upper);
        // Looking at all times costs something, but not much.
        Assert.InRange(upper, Binomial.Upper(wrong, of, 0.05), 2 * Binomial.Upper(wrong, of, 0.05));
        Assert.True(sequence.IsBelow(wrong, of, upper * 1.001) && !sequence.IsBelow(wrong, of, upper * 0.999));
        Assert.Equal(wrong > 0, sequence.IsAbove(wrong, of, lower * 0.999));
    }

    private static double LogLikelihood(int wrong, int of, double rate) =>
        (wrong * Math.Log(rate)) + ((of - wrong) * Math.Log(1 - rate));

    private static double Mixed(int wrong, int of, double budget)
    {
        // With rate = x², the beta density's pole at 0 is none.
        const int Steps = 200_000;
        return (With((1 / budget) - 0.5) + With(0.5)) / 2;

        double With(double shape)
        {
            // With rate = sin²(x) neither end of the beta density has a pole.
            var (mixed, weight) = (0d, 0d);
            for (var i = 0; i < Steps; i++)
            {
                var x = (i + 0.5) / Steps * Math.PI / 2;
                var density = Math.Pow(Math.Cos(x), (2 * shape) - 1);
                weight += density;
                mixed += density * Math.Exp(LogLikelihood(wrong, of, Math.Sin(x) * Math.Sin(x)));
            }
            return mixed / weight;
        }
    }
}
