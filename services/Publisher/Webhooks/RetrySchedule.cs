namespace Moderation.Publisher.Webhooks;

/// <summary>What becomes of a delivery after an attempt.</summary>
/// <param name="Status"><c>delivered</c>, <c>waiting</c> or <c>given_up</c>.</param>
/// <param name="Delay">Until the next attempt, when it waits.</param>
/// <param name="Disable">Why the endpoint is to be disabled, unless it takes others: <c>gone</c> or <c>gave-up</c>.</param>
public sealed record Verdict(string Status, TimeSpan Delay = default, string? Disable = null);

/// <summary>
/// The waits before each attempt. Standard Webhooks asks for about ten over three days. Its first steps (5 s, then 5 minutes) are
/// refined, so that whatever failed while a site restarted arrives within a minute after it is back; from 5 minutes on they are
/// the standard's.
/// </summary>
public sealed class RetrySchedule(IReadOnlyList<TimeSpan> waits)
{
    private const double Jitter = 0.1;
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);
    private readonly TimeSpan _length = TimeSpan.FromTicks(waits.Sum(wait => wait.Ticks));

    public static RetrySchedule Standard { get; } =
        new([
            TimeSpan.Zero,
            TimeSpan.FromSeconds(5),
            TimeSpan.FromSeconds(10),
            TimeSpan.FromSeconds(20),
            TimeSpan.FromSeconds(30),
            TimeSpan.FromSeconds(45),
            TimeSpan.FromSeconds(45),
            TimeSpan.FromSeconds(45),
            TimeSpan.FromSeconds(45),
            TimeSpan.FromSeconds(45),
            TimeSpan.FromMinutes(5),
            TimeSpan.FromMinutes(30),
            TimeSpan.FromHours(2),
            TimeSpan.FromHours(5),
            TimeSpan.FromHours(10),
            TimeSpan.FromHours(14),
            TimeSpan.FromHours(20),
            TimeSpan.FromHours(24),
        ]);

    /// <param name="attempt">How it went.</param>
    /// <param name="earlier">Attempts that were made before it.</param>
    /// <param name="age">How long the schedule has run.</param>
    /// <param name="random">From 0 to 1: waits are up to a tenth longer, so that deliveries that failed together do not return
    /// together.</param>
    public Verdict Decide(Attempt attempt, int earlier, TimeSpan age, double random)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return attempt switch
        {
            { WasMade: false } => new Verdict("waiting", attempt.RetryAfter ?? TimeSpan.Zero, age > _length ? "gave-up" : null),
            { WasAccepted: true } => new Verdict("delivered"),
            { StatusCode: StatusCodes.Status410Gone } => new Verdict("given_up", Disable: "gone"),
            _ when earlier + 1 >= waits.Count => new Verdict("given_up", Disable: "gave-up"),
            _ => new Verdict("waiting", Longest(waits[earlier + 1] * (1 + (Jitter * random)), attempt)),
        };
    }

    /// <summary>
    /// A site that asks for patience gets it, for a day at most; one that asks for haste does not use up its attempts sooner.
    /// </summary>
    private static TimeSpan Longest(TimeSpan wait, Attempt attempt)
    {
        if (
            attempt
            is not
            {
                StatusCode: StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable,
                RetryAfter: { } asked
            }
        )
            return wait;
        var patience = asked < LongestRetryAfter ? asked : LongestRetryAfter;
        return patience > wait ? patience : wait;
    }
}
