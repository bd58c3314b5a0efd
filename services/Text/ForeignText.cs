namespace Moderation.Text;

/// <summary>
/// Tells a text in another language from a Vietnamese one, with diacritics or without, with teencode and with names and words of
/// other languages in it. What is short stays undecided, and so does what has neither words nor letters of another script.
/// </summary>
public static class ForeignText
{
    private const int FewLetters = 4;
    private const int FewWords = 3;

    /// <summary>Words that most sentences of their languages have, and that no Vietnamese syllable looks like.</summary>
    private static readonly HashSet<string> Telling = Folded(
        """
        and are as ain't best bitch bitches by don't could does every for from had has have he's here his how i'm if is it's its
        just know like make more most must my nigga of or our out over people really she should some such their there they this
        these those us very was we well were what when where which who why will with would yes you your off still always never lol
        des du est et être les leur mais nous pas plus pour que qui sont sur très une vous avec dans cette c'est
        das der die ein eine ist mit nicht sich und von wir auch
        como con del el esta está las los muy para pero por porque una
        dan yang ini itu dengan untuk tidak saya
        """
    );

    /// <summary>Words that read as Vietnamese syllables without diacritics too: they count where others do.</summary>
    private static readonly HashSet<string> Ambiguous = Folded(
        """
        all am an at a bad be been back girl guys being big but can come do go good got had he hello her hi him hot in it let long
        lot man me men need new no not now oh on one only pay see so song than that the them then thing think to too time trash
        today tomorrow up want win woman
        le la de un en au ne me te se ce on il ma mon ton son sa du
        """
    );

    /// <summary>True for a text in another language.</summary>
    public static bool Is(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var letters = text.Count(char.IsLetter);
        var ofOthers = text.Count(IsOfAnotherScript);
        return (ofOthers >= FewLetters && ofOthers * 2 > letters) || IsForeignLatin(WithoutAddresses(text), letters);
    }

    private static bool IsForeignLatin(string text, int letters)
    {
        var shouts = text.Count(char.IsUpper) * 2 > letters;
        var matching = MatchingText.Of(text);
        var units = matching.Marked;
        var (told, unknown, ambiguous, ours) = (0, 0, 0, 0);
        var telling = Telling.GetAlternateLookup<ReadOnlySpan<char>>();
        var ambiguities = Ambiguous.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < units.Length; i++)
        {
            var end = Words.End(units, i);
            var word = units[i..end];
            if (word.Length > 1 && Words.IsOfLetters(word))
            {
                if (telling.Contains(word))
                    told++;
                else if (ambiguities.Contains(word))
                    ambiguous++;
                else if (Syllable.IsPossible(word) || IsOurs(word))
                    ours++;
                else if (word.Length > 2 && Words.HasVowel(word) && (shouts || !IsName(i, end)))
                    unknown++;
            }

            i = Math.Max(i, end);
        }

        var foreign = told + unknown;
        return foreign >= 2 && foreign + ambiguous >= FewWords && foreign + ambiguous >= 2 * ours;

        bool IsName(int start, int end) => char.IsUpper(text[matching.ToOriginal(start, end).Start]);
    }

    /// <summary>A letter of no Latin alphabet, plain, extended or full width.</summary>
    private static bool IsOfAnotherScript(char unit) =>
        unit >= '\u0370'
        && char.IsLetter(unit)
        && unit is not ((>= '\u1D00' and <= '\u1EFF') or (>= '\u2071' and <= '\u217F') or (>= '\u2C60' and <= '\u2C7F'))
        && unit is not ((>= '\uA720' and <= '\uA7FF') or (>= '\uAB30' and <= '\uAB6F') or (>= '\uFF21' and <= '\uFF5A'));

    /// <summary>A letter that other languages with Latin letters do not have.</summary>
    private static bool IsOurs(ReadOnlySpan<char> word)
    {
        foreach (var unit in word)
        {
            if (unit is 'ă' or 'đ' or 'ĩ' or 'ũ' or 'ơ' or 'ư' or (>= '\u1EA0' and <= '\u1EF9'))
                return true;
        }

        return false;
    }

    private static string WithoutAddresses(string text) =>
        text.AsSpan().ContainsAny('/', '@', '#')
            ? string.Join(' ', text.Split((char[]?)null).Where(word => !word.AsSpan().ContainsAny('/', '@', '#')))
            : text;

    private static HashSet<string> Folded(string words) =>
        [
            .. words
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(word => MatchingText.Of(word).Marked.ToString()),
        ];
}
