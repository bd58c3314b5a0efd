using System.Buffers;

namespace Moderation.Text.Contacts;

/// <summary>E-mail addresses and links, with or without a scheme, also with spaces in them or their signs spelled out.</summary>
internal static class Addresses
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\n\r\"'<>()[]{}|,;“”‘’«»•\uFFFD");
    private static readonly SearchValues<char> Trailing = SearchValues.Create(".!?:…*_~");

    /// <summary>With which a sign that is spelled out may begin.</summary>
    private static readonly SearchValues<char> Signs = SearchValues.Create(".@([{acd");

    private static readonly SearchValues<char> HostEnds = SearchValues.Create("/?#:\\");

    /// <param name="units">The text in plain characters.</param>
    /// <param name="found">Receives what is found, in no order; stretches may overlap.</param>
    public static void Find(ReadOnlySpan<char> units, List<FoundContact> found)
    {
        FindWords(units, found);
        for (var i = 0; i < units.Length; i++)
        {
            if (!Signs.Contains(units[i]))
                continue;
            if (Spelling.At(units, i) is { } at && EmailAt(units, at) is { } email)
                found.Add(email);
            else if (Spelling.Dot(units, i) is { } dot && LinkAt(units, dot) is { } link)
                found.Add(link);
        }
    }

    private static void FindWords(ReadOnlySpan<char> units, List<FoundContact> found)
    {
        for (var i = 0; i < units.Length; i++)
        {
            var length = units[i..].IndexOfAny(Ends);
            var end = length < 0 ? units.Length : i + length;
            var last = EndOfWord(units[..end], i);
            if (last > i && StartOfLink(units[i..last]) is { } start)
                found.Add(new FoundContact(ContactKind.Link, i + start, last));
            i = end;
        }
    }

    /// <summary>One past the last unit of a word that is no sign of a sentence's end.</summary>
    private static int EndOfWord(ReadOnlySpan<char> units, int start)
    {
        var length = units[start..].IndexOfAny(Ends);
        var end = length < 0 ? units.Length : start + length;
        return start + units[start..end].LastIndexOfAnyExcept(Trailing) + 1;
    }

    private static int? StartOfLink(ReadOnlySpan<char> word)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["https://", "http://", "hxxps://", "hxxp://", "www."])
        {
            if (word.IndexOf(scheme) is >= 0 and var at && at + scheme.Length < word.Length)
                return at;
        }

        var host = word.IndexOfAny(HostEnds) is >= 0 and var stop ? word[..stop] : word;
        return Domains.IsName(host) ? 0 : null;
    }

    /// <summary>The address around an at sign: a name, and a host that is known by its end or as one of mail.</summary>
    private static FoundContact? EmailAt(ReadOnlySpan<char> units, (int Start, int End) at)
    {
        var start = at.Start;
        while (start > 0 && IsNamePart(units[start - 1]))
            start--;
        // A name that is taken apart has a space on both sides of its dot; a sentence's end has one behind it.
        while (start >= 4 && units[(start - 3)..start] is [' ', '.' or '_' or '-', ' '] && IsNamePart(units[start - 4]))
        {
            start -= 3;
            while (start > 0 && IsNamePart(units[start - 1]))
                start--;
        }

        if (start == at.Start || !units[start..at.Start].ContainsAnyExcept("._-+%"))
            return null;
        return HostEnd(units, at.End) is { } end ? new FoundContact(ContactKind.Email, start, end) : null;
    }

    private static bool IsNamePart(char unit) => char.IsLetterOrDigit(unit) || unit is '.' or '_' or '-' or '+' or '%';

    /// <summary>Where the host that begins here ends: behind its last label that can end a name.</summary>
    private static int? HostEnd(ReadOnlySpan<char> units, int start)
    {
        int? known = null;
        for (var (i, label) = (start, 0); label < 6; label++)
        {
            var end = i;
            while (Domains.IsLabelPart(units, end))
                end++;
            if (end == i)
                break;
            if (label == 0 ? Domains.IsMailHost(units[i..end]) : Domains.IsKnown(units[i..end]))
                known = end;
            var next = end;
            while (next < units.Length && next - end < 3 && Spelling.IsSpace(units[next]))
                next++;
            if (next == units.Length)
                break;
            if (units[next] == ',')
                i = next + 1;
            else if (Spelling.Dot(units, next) is { } dot)
                i = dot.End;
            else
                break;
        }

        return known;
    }

    /// <summary>A name whose dot is spelled out or stands alone, with all that follows its host.</summary>
    private static FoundContact? LinkAt(ReadOnlySpan<char> units, (int Start, int End) dot)
    {
        // A dot between two letters was read with its word, and one with a space behind it ends a sentence.
        if (dot.End - dot.Start < 3)
            return null;
        var (start, end) = (dot.Start, dot.End);
        while (Domains.IsLabelPart(units, start - 1))
            start--;
        while (Domains.IsLabelPart(units, end))
            end++;
        if (dot.Start - start < 2 || (start > 0 && char.IsLetter(units[start - 1])) || !Domains.IsUsual(units[dot.End..end]))
            return null;
        end = Math.Max(end, HostEnd(units, start) ?? end);
        if (end < units.Length && units[end] is '/' or ':' or '?')
            end = Math.Max(end, EndOfWord(units, end));
        return new FoundContact(ContactKind.Link, start, end);
    }
}
