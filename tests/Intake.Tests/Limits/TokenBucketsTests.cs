using Moderation.Intake.Limits;
using Xunit;

namespace Moderation.Intake.Tests.Limits;

public class TokenBucketsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 8, 0, 0, TimeSpan.Zero);
    private static readonly Limit TenInFiveMinutes = new() { Count = 10, Within = TimeSpan.FromMinutes(5) };

    [Fact]
    public void A_bucket_gives_all_that_it_holds_at_once_and_then_says_how_long_to_wait()
    {
        var (buckets, phone) = (Empty(Now), Bucket(LimitKind.Phone, TenInFiveMinutes));
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Null(buckets.Take([phone])));
        Assert.Equal(new Shortage(LimitKind.Phone, TimeSpan.FromSeconds(30)), buckets.Take([phone]));
        Assert.Equal(Now + TimeSpan.FromMinutes(5), buckets.Changed[phone.Key]);
    }

    [Theory]
    [InlineData(29, 0)]
    [InlineData(30, 1)]
    [InlineData(95, 3)]
    [InlineData(300, 10)]
    [InlineData(90_000, 10)]
    public void What_was_taken_comes_back_evenly_and_never_more_than_the_bucket_holds(int secondsLater, int taken)
    {
        var phone = Bucket(LimitKind.Phone, TenInFiveMinutes);
        var later = new TokenBuckets(
            Now + TimeSpan.FromSeconds(secondsLater),
            new Dictionary<Guid, DateTimeOffset> { [phone.Key] = Now + TimeSpan.FromMinutes(5) }
        );
        Assert.All(Enumerable.Range(0, taken), _ => Assert.Null(later.Take([phone])));
        Assert.NotNull(later.Take([phone]));
    }

    [Theory]
    [InlineData(7, 60)]
    [InlineData(1_000_000, 1)]
    [InlineData(999_983, 604_800)]
    [InlineData(3, 1)]
    public void A_count_that_does_not_divide_the_time_is_exact_all_the_same(int count, int seconds)
    {
        var limit = new Limit { Count = count, Within = TimeSpan.FromSeconds(seconds) };
        var (buckets, site) = (Empty(Now), Bucket(LimitKind.Site, limit));
        for (var i = 0; i < count; i++)
            Assert.Null(buckets.Take([site]));
        Assert.NotNull(buckets.Take([site]));
    }

    [Fact]
    public void If_one_bucket_is_empty_nothing_is_taken_from_the_others_and_the_longest_wait_is_told()
    {
        var (article, phone, device) = (
            Bucket(LimitKind.Article, new() { Count = 1, Within = TimeSpan.FromSeconds(10) }),
            Bucket(LimitKind.Phone, new() { Count = 1, Within = TimeSpan.FromMinutes(1) }),
            Bucket(LimitKind.Device, TenInFiveMinutes)
        );
        var buckets = Empty(Now);
        Assert.Null(buckets.Take([article, phone]));
        Assert.Equal(new Shortage(LimitKind.Phone, TimeSpan.FromMinutes(1)), buckets.Take([article, device, phone]));
        Assert.DoesNotContain(device.Key, buckets.Changed.Keys);
    }

    [Fact]
    public void After_a_limit_was_made_smaller_nobody_waits_longer_than_it_says()
    {
        var phone = Bucket(LimitKind.Phone, new() { Count = 2, Within = TimeSpan.FromMinutes(2) });
        var buckets = new TokenBuckets(Now, new Dictionary<Guid, DateTimeOffset> { [phone.Key] = Now + TimeSpan.FromDays(7) });
        Assert.Equal(TimeSpan.FromMinutes(1), buckets.Take([phone])?.Wait);
    }

    [Theory]
    [InlineData(1, "1 giây", "1 second")]
    [InlineData(90, "90 giây", "90 seconds")]
    [InlineData(91, "2 phút", "2 minutes")]
    [InlineData(5400, "90 phút", "90 minutes")]
    [InlineData(5401, "2 giờ", "2 hours")]
    [InlineData(604_800, "7 ngày", "7 days")]
    public void A_wait_is_said_as_people_say_it_and_never_too_short(long seconds, string vi, string en) =>
        Assert.Equal((vi, en), (Waits.Of(seconds).Vi, Waits.Of(seconds).En));

    private static TokenBuckets Empty(DateTimeOffset now) => new(now, new Dictionary<Guid, DateTimeOffset>());

    private static TokenBucket Bucket(LimitKind kind, Limit limit) => new(kind, Guid.CreateVersion7(), limit);
}
