using System.Net;
using System.Text.RegularExpressions;

namespace Moderation.Intake.Tests;

/// <summary>What a page that is shown again sends by itself.</summary>
public static partial class HiddenFields
{
    /// <returns>Of all forms, in their order.</returns>
    public static List<KeyValuePair<string, string>> In(string page) =>
        [
            .. Hidden()
                .Matches(page)
                .Select(input =>
                    KeyValuePair.Create(
                        WebUtility.HtmlDecode(input.Groups["name"].Value),
                        WebUtility.HtmlDecode(input.Groups["value"].Value)
                    )
                ),
        ];

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)" ?/?>""", RegexOptions.NonBacktracking)]
    private static partial Regex Hidden();
}
