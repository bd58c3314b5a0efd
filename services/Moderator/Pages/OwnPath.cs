using System.Text.RegularExpressions;

namespace Moderation.Moderator.Pages;

/// <summary>Where signing in leads: to a page of the console, never elsewhere.</summary>
internal static partial class OwnPath
{
    private const string Start = "/";

    /// <param name="asked">What the address of the login asks for, as anybody may have written it.</param>
    /// <returns>
    /// A path of plain words with its query, or the first page. No browser reads such a path as another host: it has no empty
    /// and no dot segment, no backslash, no character that browsers leave out, and nothing encoded but in its query.
    /// </returns>
    public static string Of(string? asked) =>
        asked is not null && Page().IsMatch(asked) && !asked.StartsWith("/login", StringComparison.OrdinalIgnoreCase)
            ? asked
            : Start;

    [GeneratedRegex(
        @"\A/([A-Za-z0-9-]+(/[A-Za-z0-9-]+)*/?)?(\?[^\s\\\p{C}#]*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Page();
}
