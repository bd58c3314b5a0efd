using System.Globalization;

namespace Moderation.ServiceDefaults;

/// <summary>Instants in addresses and on command lines, written as ISO 8601 says.</summary>
public static class Instants
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <param name="text">
    /// A day, or a day and a time with or without an offset; without one it is in UTC. A plus sign that an address turned into a
    /// space is one again.
    /// </param>
    /// <returns>In UTC; null when the text is no instant.</returns>
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParseExact(
            text?.Trim().Replace(' ', '+'),
            Forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant
        )
            ? instant
            : null;

    /// <summary>What is wrong with a parameter that is no instant.</summary>
    public static FieldError Fault(string parameter) =>
        new(
            $"{parameter}-invalid",
            "Thời điểm phải viết theo ISO 8601, ví dụ 2026-11-29 hoặc 2026-11-29T08:00+07:00.",
            "A moment is written as ISO 8601 says, such as 2026-11-29 or 2026-11-29T08:00+07:00."
        );
}
