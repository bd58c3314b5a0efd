namespace Moderation.Classifier.Learning;

/// <summary>When the service learns by itself.</summary>
public static class LearningTimes
{
    /// <summary>A service that was started later in the day waits for the next night.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <param name="at">The time of day, in UTC; null for none.</param>
    /// <param name="after">After so many new decisions; 0 for never.</param>
    /// <param name="now">The moment.</param>
    /// <param name="last">When the last training began; null when there was none.</param>
    /// <returns>Of how many new decisions a training is wanted now; null when none is.</returns>
    public static int? Wanted(TimeOnly? at, int after, DateTimeOffset now, DateTimeOffset? last)
    {
        if (at is { } time)
        {
            var due = new DateTimeOffset(now.UtcDateTime.Date + time.ToTimeSpan(), TimeSpan.Zero);
            if (due > now)
                due = due.AddDays(-1);
            if (now - due < Window && !(last >= due))
                return 1;
        }

        return after > 0 ? after : null;
    }
}
