using System.Globalization;

namespace Moderation.Intake.Archives;

/// <summary>Instants in archives.</summary>
internal static class ArchivedTime
{
    /// <summary>Before it nobody commented on a news site.</summary>
    private static readonly DateTimeOffset Earliest = new(1993, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd' 'HH:mmK",
    ];

    /// <returns>Null when it is no instant between 1993 and a day from now.</returns>
    public static DateTimeOffset? Parse(string? text, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(
            text,
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant
        )
        && instant >= Earliest
        && instant <= now.AddDays(1)
            ? instant
            : null;

    /// <summary>As <see cref="Parse"/> reads it, to the microsecond that the database keeps.</summary>
    public static string? Of(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
