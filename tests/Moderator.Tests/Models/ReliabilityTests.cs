using Moderation.Moderator.Models;

namespace Moderation.Moderator.Tests.Models;

public class ReliabilityTests
{
    [Fact]
    public void Each_tenth_says_its_mean_score_and_how_many_people_rejected()
    {
        var reliability = Reliability.Of([0.1f, 0.15f, 0.15f, 0.15f, 0.95f, 1f], [false, false, true, false, true, true]);

        Assert.Equal([0.1375, 0.975], reliability.Bins.Select(bin => Math.Round(bin.Score, 6)));
        Assert.Equal([(1, 4), (2, 2)], reliability.Bins.Select(bin => (bin.Rejected.Count, bin.Rejected.Of)));
        Assert.Equal(0.25, reliability.Bins[0].Rejected.Rate);
        // (4 × |.1375 − .25| + 2 × |.975 − 1|) / 6.
        Assert.Equal(((4 * 0.1125) + (2 * 0.025)) / 6, reliability.Error, 6);
    }
}
