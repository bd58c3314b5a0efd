using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Bodies are UTF-8. A header that says so in another of its spellings, quoted or without the hyphen, means the same; the
/// framework takes none but its own and fails on the rest.
/// </summary>
internal static class Charsets
{
    private static readonly HashSet<string> Utf8 = new(["utf-8", "utf8", "us-ascii", "ascii"], StringComparer.OrdinalIgnoreCase);

    public static void UseCharsets(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                if (
                    !MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
                    || !type.Parameters.Any(parameter => IsCharset(parameter.Name))
                )
                    return next(context);
                var isUtf8 = type
                    .Parameters.Where(parameter => IsCharset(parameter.Name))
                    .All(parameter => Utf8.Contains(HeaderUtilities.RemoveQuotes(parameter.Value).ToString().Trim()));
                if (!isUtf8)
                    return Problems.Of(StatusCodes.Status415UnsupportedMediaType).ExecuteAsync(context);
                type.Charset = "utf-8";
                context.Request.ContentType = type.ToString();
                return next(context);
            }
        );

    private static bool IsCharset(StringSegment name) =>
        name.Equals("charset", StringComparison.OrdinalIgnoreCase);
}
