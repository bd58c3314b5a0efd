using Moderation.ServiceDefaults;

namespace Moderation.Intake.Site;

/// <summary>What a site may be called and may name, for whoever makes it on the command line or on the console.</summary>
public static class SiteRules
{
    public const int MostOrigins = 20;
    private const int LongestName = 50;
    private const int LongestOrigin = 260;

    public static FieldError? OfName(string? name) =>
        name is { Length: > 0 and <= LongestName }
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? null
            : new FieldError(
                "invalid-name",
                $"Tên trang có từ 1 đến {LongestName} ký tự a-z, 0-9 và -.",
                $"A site's name has 1 to {LongestName} characters of a-z, 0-9 and -."
            );

    /// <summary>One for each that browsers do not send, and one when there are too many.</summary>
    public static IEnumerable<FieldError> OfOrigins(IReadOnlyCollection<string?> origins)
    {
        ArgumentNullException.ThrowIfNull(origins);
        if (origins.Count > MostOrigins)
            return
            [
                new FieldError(
                    "too-many-origins",
                    $"Một trang có nhiều nhất {MostOrigins} origin.",
                    $"A site has at most {MostOrigins} origins."
                ),
            ];
        return origins
            .Where(origin => origin is null or { Length: > LongestOrigin } || !SiteOptions.IsOrigin(origin))
            .Select(origin =>
            {
                var shown = origin is { Length: > LongestOrigin } ? origin[..LongestOrigin] + "…" : origin;
                return new FieldError(
                    "invalid-origin",
                    $"{shown} không phải origin: hãy viết như trình duyệt gửi, chẳng hạn https://www.example.vn.",
                    $"{shown} is no origin: it is written as browsers send it, such as https://www.example.vn."
                );
            });
    }
}
