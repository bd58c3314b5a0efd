using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Tests.Policy;

public sealed class ShareTests
{
    /// <summary>Values of R's <c>prop.test(x, n, correct = FALSE)</c>.</summary>
    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 100, 0.0215, 0.1118)]
    [InlineData(10, 10, 0.7225, 1)]
    public void The_interval_is_Wilsons(int count, int of, double low, double high)
    {
        var share = Share.From(count, of);

        Assert.Equal((low, high), (Math.Round(share.Low!.Value, 4), Math.Round(share.High!.Value, 4)));
    }

    [Fact]
    public void Nothing_has_no_rate() => Assert.Equal(new Share(0, 0, null, null, null), Share.From(0, 0));
}
