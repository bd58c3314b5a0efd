namespace Moderation.Intake.Tracking;

/// <summary>
/// Until when a request to erase is to be answered and carried out: Vietnam's Law 91/2025 and Decree 356/2025. Days are those of
/// Vietnam, and the one on which it was asked does not count (Civil Code, article 147).
/// </summary>
public static class ErasureClock
{
    private const int WorkingDaysToAnswer = 2;
    private const int DaysToFinish = 15;
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    /// <returns>The end of the second working day after it.</returns>
    /// <param name="askedAt">When it was asked.</param>
    /// <param name="holidays">Days on which nobody works, beside Saturdays and Sundays.</param>
    public static DateTimeOffset AnswerBy(DateTimeOffset askedAt, IReadOnlyCollection<DateOnly> holidays)
    {
        var day = DayOf(askedAt);
        var left = WorkingDaysToAnswer;
        while (left > 0)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day))
                left--;
        }
        return EndOf(day);
    }

    /// <returns>The end of the fifteenth day after it.</returns>
    public static DateTimeOffset FinishBy(DateTimeOffset askedAt) => EndOf(LastDay(askedAt));

    /// <returns>The fifteenth day after it.</returns>
    public static DateOnly LastDay(DateTimeOffset askedAt) => DayOf(askedAt).AddDays(DaysToFinish);

    /// <returns>What was asked before this moment should be finished by now.</returns>
    public static DateTimeOffset LateBefore(DateTimeOffset now) => EndOf(DayOf(now).AddDays(-DaysToFinish - 1));

    /// <returns>What was asked before this moment should be answered by now.</returns>
    /// <param name="now">The time.</param>
    /// <param name="holidays">As of <see cref="AnswerBy"/>.</param>
    public static DateTimeOffset AnswerLateBefore(DateTimeOffset now, IReadOnlyCollection<DateOnly> holidays)
    {
        var day = DayOf(now);
        while (AnswerBy(BeginningOf(day), holidays) > now)
            day = day.AddDays(-1);
        return EndOf(day);
    }

    /// <returns>The first moment of a day in Vietnam.</returns>
    public static DateTimeOffset BeginningOf(DateOnly day) => EndOf(day.AddDays(-1));

    /// <returns>The day in Vietnam.</returns>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Vietnam).DateTime);

    private static DateTimeOffset EndOf(DateOnly day) =>
        new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, Vietnam).ToUniversalTime();
}
