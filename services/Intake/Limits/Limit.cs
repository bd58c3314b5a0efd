namespace Moderation.Intake.Limits;

/// <summary>So many at once, and as many again in each length of time, evenly.</summary>
public sealed record Limit
{
    /// <summary>0 is no limit.</summary>
    public int Count { get; set; }

    public TimeSpan Within { get; set; }

    /// <summary>
    /// How long one takes to come back, in whole microseconds: the database keeps no less, and nothing is lost to rounding.
    /// </summary>
    internal TimeSpan Each =>
        TimeSpan.FromMicroseconds((Within.Ticks / TimeSpan.TicksPerMicrosecond + Count - 1) / Math.Max(1, Count));
}
