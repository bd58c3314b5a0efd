using System.Buffers;

namespace Moderation.Moderator.Policy;

/// <summary>E-mail addresses and links, with or without a scheme.</summary>
internal static class Addresses
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\n\r\"'<>()[]{}|,;“”‘’«»\0");
    private static readonly SearchValues<char> Trailing = SearchValues.Create(".!?:…*_~");
    private static readonly SearchValues<char> HostEnds = SearchValues.Create("/?#:\\");

    /// <summary>
    /// Ends of the names that advertising is seen with; a sentence without a space after its dot must not look like a name.
    /// </summary>
    private static readonly HashSet<string> Domains =
    [
        .. (
            "com net org info biz vn edu gov io me cc tv co us uk cn ru to ly gl gg app dev xyz top club online site shop store "
            + "vip win bet fun live "
            + "link pro asia icu click work world space website tech cloud mobi page"
        ).Split(' '),
    ];

    public static void Find(ReadOnlySpan<char> units, List<(ContactKind Kind, int Start, int End)> found)
    {
        for (var i = 0; i < units.Length;)
        {
            if (Ends.Contains(units[i]))
            {
                i++;
                continue;
            }

            var length = units[i..].IndexOfAny(Ends);
            var end = length < 0 ? units.Length : i + length;
            var last = units[i..end].LastIndexOfAnyExcept(Trailing);
            if (last >= 0 && KindOf(units.Slice(i, last + 1)) is var (kind, start))
                found.Add((kind, i + start, i + last + 1));
            i = end;
        }
    }

    private static (ContactKind Kind, int Start)? KindOf(ReadOnlySpan<char> word)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["https://", "http://", "www."])
        {
            if (word.IndexOf(scheme) is >= 0 and var at && at + scheme.Length < word.Length)
                return (ContactKind.Link, at);
        }

        var sign = word.IndexOf('@');
        if (sign > 0)
            return IsName(word[(sign + 1)..]) ? (ContactKind.Email, 0) : null;
        var host = word.IndexOfAny(HostEnds) is >= 0 and var stop ? word[..stop] : word;
        return IsName(host) ? (ContactKind.Link, 0) : null;
    }

    /// <summary>Labels of letters, digits and hyphens, the last one known.</summary>
    private static bool IsName(ReadOnlySpan<char> host)
    {
        var dot = host.LastIndexOf('.');
        if (dot < 1 || host.Length > 253 || !Domains.GetAlternateLookup<ReadOnlySpan<char>>().Contains(host[(dot + 1)..]))
            return false;
        foreach (var label in host[..dot].Split('.'))
        {
            if (host[label].IsEmpty)
                return false;
        }

        foreach (var unit in host)
        {
            if (!char.IsAsciiLetterOrDigit(unit) && unit is not ('-' or '.'))
                return false;
        }

        return true;
    }
}
