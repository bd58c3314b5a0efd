namespace Moderation.Text;

/// <summary>
/// Step 10: <c>nguuuu</c> → <c>ngu</c>, <c>!!!</c> → <c>!</c>. Digits stay. Words without a vowel keep two (<c>cc</c>,
/// <c>vll</c>): they are abbreviations.
/// </summary>
internal static class Repeats
{
    /// <summary>False if there is nothing to collapse.</summary>
    public static bool Any(ReadOnlySpan<char> units)
    {
        var previous = '\0';
        for (var i = 0; i < units.Length; i++)
        {
            var unit = VietnameseLetters.Toneless(units[i]);
            if (
                (unit == previous && !char.IsDigit(unit))
                || (char.IsHighSurrogate(unit) && units[i..] is [var a, var b, var c, var d, ..] && (a, b) == (c, d))
            )
                return true;
            previous = unit;
        }

        return false;
    }

    public static void Collapse(MappedText source, MappedText target)
    {
        var units = source.Units;
        for (var i = 0; i < units.Length;)
        {
            var end = i;
            while (end < units.Length && char.IsLetter(units[end]))
                end++;
            if (end > i)
            {
                CollapseWord(source, i, end, target);
                i = end;
            }
            else
            {
                i = CopySign(source, i, target);
            }
        }
    }

    /// <summary>
    /// Appends the letters from <paramref name="start"/> to <paramref name="end"/> with their repeats collapsed.
    /// </summary>
    public static void CollapseWord(MappedText source, int start, int end, MappedText target)
    {
        var letters = source.Units[start..end];
        var most = Words.HasVowel(letters) ? 1 : 2;
        var run = 0;
        for (var i = 0; i < letters.Length; i++)
        {
            run = i > 0 && VietnameseLetters.Toneless(letters[i]) == VietnameseLetters.Toneless(letters[i - 1]) ? run + 1 : 1;
            if (run <= most)
            {
                target.Append(source, start + i, start + i + 1);
                continue;
            }

            target.Absorb(source, start + i);
            // The tone may stand on any of the repeats: quaaaá, quáaaa.
            if (VietnameseLetters.ToneOf(target.Units[^1]) == 0)
                target.ReplaceLast(letters[i]);
        }
    }

    /// <summary>Copies one sign, pair or digit, with the repeats after it.</summary>
    private static int CopySign(MappedText source, int start, MappedText target)
    {
        var units = source.Units;
        var length = start + 1 < units.Length && char.IsSurrogatePair(units[start], units[start + 1]) ? 2 : 1;
        target.Append(source, start, start + length);
        var next = start + length;
        if (char.IsDigit(units[start]))
            return next;
        while (units[next..].StartsWith(units.Slice(start, length)))
        {
            next += length;
            target.Absorb(source, next - 1);
        }

        return next;
    }
}
