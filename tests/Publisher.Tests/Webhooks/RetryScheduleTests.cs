using Moderation.Publisher.Webhooks;
using Xunit;

namespace Moderation.Publisher.Tests.Webhooks;

public class RetryScheduleTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void During_the_first_five_minutes_no_wait_is_longer_than_a_minute_even_with_the_most_jitter()
    {
        var elapsed = TimeSpan.Zero;
        for (var earlier = 0; elapsed < TimeSpan.FromMinutes(5) - Minute; earlier++)
        {
            var wait = RetrySchedule.Standard.Decide(Answer(500), earlier, elapsed, random: 1).Delay;
            Assert.InRange(wait, TimeSpan.FromSeconds(5), Minute);
            elapsed += wait;
        }
    }

    [Fact]
    public void The_schedule_lasts_three_days_and_then_gives_up()
    {
        var (elapsed, earlier) = (TimeSpan.Zero, 0);
        for (; RetrySchedule.Standard.Decide(Answer(500), earlier, elapsed, random: 0) is { Status: "waiting" } next; earlier++)
            elapsed += next.Delay;
        Assert.InRange(elapsed, TimeSpan.FromDays(3), TimeSpan.FromDays(3.5));
        Assert.Equal(
            new Verdict("given_up", Disable: "gave-up"),
            RetrySchedule.Standard.Decide(Answer(500), earlier, elapsed, random: 0)
        );
    }

    [Theory]
    [InlineData(200, "delivered")]
    [InlineData(299, "delivered")]
    [InlineData(301, "waiting")]
    [InlineData(400, "waiting")]
    [InlineData(410, "given_up")]
    [InlineData(500, "waiting")]
    public void The_answer_decides_what_becomes_of_the_delivery(int status, string expected) =>
        Assert.Equal(expected, RetrySchedule.Standard.Decide(Answer(status), earlier: 0, age: default, random: 0.5).Status);

    [Theory]
    [InlineData(429, 600, 600)]
    [InlineData(503, 600, 600)]
    [InlineData(503, 1, 5)]
    [InlineData(500, 600, 5)]
    [InlineData(429, 1_000_000, 86_400)]
    public void Patience_that_is_asked_for_is_given_for_a_day_at_most_and_haste_is_not(int status, int asked, int seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            RetrySchedule
                .Standard.Decide(
                    Answer(status) with
                    {
                        RetryAfter = TimeSpan.FromSeconds(asked),
                    },
                    earlier: 0,
                    age: default,
                    random: 0
                )
                .Delay
        );

    [Fact]
    public void An_open_circuit_uses_up_no_attempt_even_at_the_end_of_the_schedule()
    {
        var pause = TimeSpan.FromSeconds(5);
        var untried = new Attempt(null, Attempt.CircuitOpen, pause, default);
        Assert.Equal(
            new Verdict("waiting", pause),
            RetrySchedule.Standard.Decide(untried, earlier: 1000, TimeSpan.FromDays(2), random: 1)
        );
    }

    [Fact]
    public void A_circuit_that_is_open_for_longer_than_the_schedule_ends_the_endpoint_and_keeps_the_delivery()
    {
        var untried = new Attempt(null, Attempt.CircuitOpen, Minute, default);
        Assert.Equal(
            new Verdict("waiting", Minute, "gave-up"),
            RetrySchedule.Standard.Decide(untried, earlier: 0, TimeSpan.FromDays(4), random: 1)
        );
    }

    private static Attempt Answer(int status) => new(status, null, null, Minute);
}
