using System.ComponentModel.DataAnnotations;
using Moderation.Contracts;
using Moderation.Moderator.Models;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Tests.Models;

public class ThresholdFitTests
{
    private static readonly PolicySettings Policy = new()
    {
        Sections = new(StringComparer.Ordinal)
        {
            ["Thể thao"] = new SectionSettings
            {
                Thresholds = new() { [ScoreLabel.Spam] = new Thresholds { Hold = 0.5, Reject = 0.8 } },
            },
        },
    };

    [Fact]
    public void Each_threshold_keeps_the_share_of_comments_that_it_takes()
    {
        // By the model in use scores are spread evenly, by the other all are a tenth of it.
        var own = Spread(1_000, factor: 1);
        var fit = ThresholdFit.Of(3, Policy, own, Spread(1_000, factor: 0.1f));

        Assert.Equal((1_000, 0, 3), (fit.Comments, fit.Missing, fit.Version));
        Assert.Equal((0.06, 0.09), Both(fit.Settings.Thresholds[ScoreLabel.Spam]));
        Assert.Equal((0.05, 0.08), Both(fit.Settings.Sections["Thể thao"].Thresholds![ScoreLabel.Spam]));
        var row = fit.Rows.Single(one => one is { Section: "", Label: "spam", Level: "hold" });
        Assert.Equal((0.6, 0.06, 400, 0), (row.Before, row.After, row.Taken, row.TakenUnchanged));
        Assert.InRange(row.TakenFitted, 399, 401);
        // Of labels that the other model does not know nothing is told.
        Assert.Equal((0.6, 0.9), Both(fit.Settings.Thresholds[ScoreLabel.Hate]));
        Assert.Empty(fit.Settings.Validate(new ValidationContext(fit.Settings)));
    }

    [Fact]
    public void Of_few_comments_or_few_that_it_takes_nothing_is_told()
    {
        var few = ThresholdFit.Of(1, Policy, Spread(299, factor: 1), Spread(299, factor: 0.5f));
        Assert.Equal(1, few.Missing);
        Assert.All(few.Rows, row => Assert.Equal(row.Before, row.After));

        // One in a hundred reaches .99.
        var strict = Policy with
        {
            Thresholds = Policy.Thresholds.ToDictionary(of => of.Key, _ => new Thresholds { Reject = 0.995 }),
        };
        var fit = ThresholdFit.Of(1, strict, Spread(1_000, factor: 1), Spread(1_000, factor: 0.5f));
        Assert.Equal(0.3, fit.Settings.Thresholds[ScoreLabel.Spam].Hold);
        Assert.Equal(0.995, fit.Settings.Thresholds[ScoreLabel.Spam].Reject);
    }

    [Fact]
    public void Where_all_scores_are_one_a_rejection_still_asks_for_more_than_a_hold()
    {
        var same = Enumerable.Repeat(new Scores((ScoreLabel.Spam, 0.7f)), 400).ToList();
        var fit = ThresholdFit.Of(1, Policy, Spread(400, factor: 1), same);

        Assert.Empty(fit.Settings.Validate(new ValidationContext(fit.Settings)));
        Assert.All(fit.Rows, row => Assert.InRange(row.After, 0.001, 1));
    }

    private static (double Hold, double Reject) Both(Thresholds thresholds) => (thresholds.Hold, thresholds.Reject);

    private static List<Scores> Spread(int count, float factor) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                    factor == 1
                        ? new Scores((ScoreLabel.Spam, i / (float)count), (ScoreLabel.Hate, i / (float)count))
                        : new Scores((ScoreLabel.Spam, factor * i / count))
                ),
        ];
}
