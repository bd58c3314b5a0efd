using System.Buffers;

namespace Moderation.Text;

/// <summary>Step 9: words taken apart by signs or spaces: <c>n.g.u</c>, <c>n g u</c>, <c>đ m</c>, <c>l.ồn</c>.</summary>
internal static class SpacedWords
{
    private const int MostSigns = 3;

    // Buffers of JoinWord and JoinSyllable, which are many in a text that is taken apart.
    [ThreadStatic]
    private static MappedText? _letters,
        _syllable;

    private static readonly SearchValues<char> Signs = SearchValues.Create(" .,-_*~'\"`^+=|/\\:;!?#&()[]<>·•…–—");

    /// <summary>Two letters with a space between them are joined only if they are one of the abbreviated curses.</summary>
    private static readonly HashSet<string> SpacedPairs = ["đm", "dm", "vl", "cc", "vc", "cl"];

    /// <summary>
    /// False if there is nothing to join: no two single letters in a row, and no single letter that only signs divide from a
    /// word.
    /// </summary>
    public static bool Any(ReadOnlySpan<char> units)
    {
        var (previousEnd, previousIsSingle) = (-MostSigns, false);
        for (var i = 0; i < units.Length; i++)
        {
            var end = Words.End(units, i);
            if (end == i)
                continue;
            var isSingle = end == i + 1;
            if ((isSingle || previousIsSingle) && i - previousEnd <= MostSigns)
            {
                var gap = units[Math.Max(previousEnd, 0)..i];
                if ((isSingle && previousIsSingle) || !gap.Contains(' '))
                    return true;
            }

            (previousEnd, previousIsSingle) = (end, isSingle);
            i = end;
        }

        return false;
    }

    /// <summary>Joins single letters with signs alone between them, however few.</summary>
    public static void JoinByDots(MappedText source, MappedText target) => JoinLetters(source, target, spaced: false);

    /// <summary>Joins three or more single letters with spaces between them.</summary>
    public static void JoinBySpaces(MappedText source, MappedText target) => JoinLetters(source, target, spaced: true);

    private static void JoinLetters(MappedText source, MappedText target, bool spaced)
    {
        var units = source.Units;
        for (var i = 0; i < units.Length;)
        {
            var end = Words.End(units, i);
            if (end != i + 1 || !VietnameseLetters.IsLetter(units[i]))
                end = Math.Max(end, i + 1);
            else if (
                ChainOfLetters(units, i, spaced) is var chain && chain.Count > 2
                || (chain.Count == 2 && (!spaced || IsCurse(units[i], units[chain.End - 1])))
            )
                (end, i) = (JoinWord(source, i, chain.End, target), chain.End);
            target.Append(source, i, end);
            i = end;
        }
    }

    private static (int End, int Count) ChainOfLetters(ReadOnlySpan<char> units, int start, bool spaced)
    {
        var (end, count) = (start + 1, 1);
        while (
            Separator(units, end) is var next
            && next > end
            && Words.End(units, next) == next + 1
            && VietnameseLetters.IsLetter(units[next])
            && units[end..next].Contains(' ') == spaced
        )
        {
            (end, count) = (next + 1, count + 1);
        }

        return (end, count);
    }

    private static bool IsCurse(char first, char second) =>
        SpacedPairs.GetAlternateLookup<ReadOnlySpan<char>>().Contains([first, second]);

    /// <summary>Joins a syllable broken by signs, if one part is a single letter and at most one part has vowels.</summary>
    public static void JoinSyllables(MappedText source, MappedText target)
    {
        var units = source.Units;
        for (var i = 0; i < units.Length;)
        {
            var end = Words.End(units, i);
            if (end == i)
            {
                target.Append(source, i, i + 1);
                i++;
                continue;
            }

            var chain = TightChain(units, i);
            if (
                chain.End == end
                || chain is not { HasSingle: true, Voiced: 1, OfLetters: true }
                || !JoinSyllable(source, i, chain.End, target)
            )
                target.Append(source, i, chain.End);
            i = chain.End;
        }
    }

    /// <summary>The words from <paramref name="start"/> that only signs divide.</summary>
    public static (int End, bool HasSingle, int Voiced, bool OfLetters) TightChain(ReadOnlySpan<char> units, int start)
    {
        var (hasSingle, voiced, ofLetters) = (false, 0, true);
        while (true)
        {
            var end = Words.End(units, start);
            var word = units[start..end];
            hasSingle |= word.Length == 1;
            voiced += Words.HasVowel(word) ? 1 : 0;
            ofLetters &= Words.IsOfLetters(word);
            start = Separator(units, end);
            if (start == end || start == units.Length || !Words.IsPart(units[start]) || units[end..start].Contains(' '))
                return (end, hasSingle, voiced, ofLetters);
        }
    }

    private static bool JoinSyllable(MappedText source, int start, int end, MappedText target)
    {
        var syllable = (_syllable ??= new MappedText());
        syllable.Clear();
        JoinWord(source, start, end, syllable);
        if (!Syllable.IsPossible(syllable.Units))
            return false;
        target.Append(syllable, 0, syllable.Length);
        return true;
    }

    /// <returns><paramref name="end"/></returns>
    private static int JoinWord(MappedText source, int start, int end, MappedText target)
    {
        var letters = (_letters ??= new MappedText());
        letters.Clear();
        for (var i = start; i < end; i++)
        {
            if (Words.IsPart(source.Units[i]))
                letters.Append(source, i, i + 1);
        }

        Repeats.CollapseWord(letters, 0, letters.Length, target);
        return end;
    }

    private static int Separator(ReadOnlySpan<char> units, int start)
    {
        var end = start;
        while (end < units.Length && end - start < MostSigns && Signs.Contains(units[end]))
            end++;
        return end;
    }
}
