using System.Text.RegularExpressions;

namespace Moderation.Moderator.Ways;

/// <summary>Which comment somebody asks for, as they typed or pasted it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Token">Otherwise the end of its tracking link.</param>
internal sealed partial record AskedComment(Guid? Id, string? Token)
{
    private const int Longest = 500;

    /// <returns>Null when it is neither an id nor a tracking link.</returns>
    public static AskedComment? Parse(string? text)
    {
        if (text is null || text.Length > Longest)
            return null;
        var asked = text.Trim();
        if (Guid.TryParseExact(asked, "D", out var id))
            return new(id, null);
        var link = Link().Match(asked);
        return link.Success ? new(null, link.Groups["token"].Value) : null;
    }

    /// <summary>128 bits in base64url, alone or behind the path of tracking pages.</summary>
    [GeneratedRegex(
        @"\A(https?://[^\s/?#]+(/[^\s?#]*)?/track/)?(?<token>[A-Za-z0-9_-]{22})(/[a-z-]*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Link();
}
