using Moderation.Moderator.Models;

namespace Moderation.Moderator.Tests.Models;

/// <summary>Values that were worked out by hand, pair by pair.</summary>
public class AucTests
{
    private static readonly bool[] Rejected = [true, true, true, false, false, false, false];

    // Pairs won by the rejected: .9 beats all four; .6 beats .5, .4 and .1 and ties none; .4 beats .1, ties .4.
    private static readonly float[] Scores = [0.9f, 0.6f, 0.4f, 0.8f, 0.5f, 0.4f, 0.1f];

    [Fact]
    public void It_is_the_share_of_pairs_that_the_rejected_win_with_ties_counting_half()
    {
        var auc = Auc.Of(Scores, Rejected)!;

        // (4 + 3 + 1.5) of 12 pairs.
        Assert.Equal(8.5 / 12, auc.Value, 12);
        // Placements of the rejected: 1, .75, .375; of the approved: 1/3, 2/3, 2.5/3, 1.
        var ofRejected = Variance([1, 0.75, 0.375]) / 3;
        var ofApproved = Variance([1 / 3.0, 2 / 3.0, 2.5 / 3, 1]) / 4;
        var reach = 1.959963984540054 * Math.Sqrt(ofRejected + ofApproved);
        Assert.Equal(auc.Value - reach, auc.Low, 12);
        Assert.Equal(1, auc.High);
    }

    [Fact]
    public void The_difference_is_measured_on_the_same_comments()
    {
        // The other model puts the rejected on .9, .3 and .5: they win 4, 2 and 3 of 4 against .8, .35, .2 and .1.
        float[] others = [0.9f, 0.3f, 0.5f, 0.8f, 0.35f, 0.2f, 0.1f];
        var gain = Auc.Difference(others, Scores, Rejected)!;

        Assert.Equal((9 - 8.5) / 12, gain.Value, 12);
        var ofRejected = Variance([1 - 1, 0.5 - 0.75, 0.75 - 0.375]) / 3;
        var ofApproved = Variance([(1 / 3.0) - (1 / 3.0), (2 / 3.0) - (2 / 3.0), 1 - (2.5 / 3), 1 - 1]) / 4;
        var reach = 1.959963984540054 * Math.Sqrt(ofRejected + ofApproved);
        Assert.Equal(gain.Value - reach, gain.Low, 12);
        Assert.Equal(gain.Value + reach, gain.High, 12);
    }

    [Fact]
    public void The_same_scores_differ_by_nothing_for_sure()
    {
        var gain = Auc.Difference(Scores, Scores, Rejected)!;

        Assert.Equal((0.0, 0.0, 0.0), (gain.Value, gain.Low, gain.High));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 5)]
    [InlineData(5, 1)]
    public void With_hardly_any_of_one_outcome_there_is_none(int rejected, int approved)
    {
        bool[] outcomes = [.. Enumerable.Repeat(true, rejected), .. Enumerable.Repeat(false, approved)];

        Assert.Null(Auc.Of(new float[outcomes.Length], outcomes));
        Assert.Null(Auc.Difference(new float[outcomes.Length], new float[outcomes.Length], outcomes));
    }

    [Fact]
    public void The_interval_holds_the_truth_about_as_often_as_it_says()
    {
        // Scores of the rejected are the higher of two draws, so that the chance to beat one draw is 2/3.
        var random = new Random(7);
        var held = 0;
        const int Trials = 2_000;
        for (var trial = 0; trial < Trials; trial++)
        {
            bool[] rejected = [.. Enumerable.Range(0, 120).Select(i => i < 40)];
            float[] scores = [.. rejected.Select(one => one ? Math.Max(Draw(), Draw()) : Draw())];
            var auc = Auc.Of(scores, rejected)!;
            held += auc.Low <= 2 / 3.0 && auc.High >= 2 / 3.0 ? 1 : 0;
        }

        Assert.InRange(held / (double)Trials, 0.93, 0.97);

        float Draw() => random.NextSingle();
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
