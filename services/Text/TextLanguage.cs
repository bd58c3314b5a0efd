namespace Moderation.Text;

/// <summary>
/// Guesses the language of a text: by its script, and in Latin letters by whether its words can be Vietnamese syllables, with
/// marks or without. Enough to tell a Vietnamese comment from a foreign one; short texts are left undetermined.
/// </summary>
public static class TextLanguage
{
    public const string Vietnamese = "vi";

    public const string Undetermined = "und";

    private const int FewWords = 4;

    private static readonly (char From, char To, string Language)[] Scripts =
    [
        ('\u0370', '\u03FF', "el"),
        ('\u0400', '\u052F', "ru"),
        ('\u0590', '\u05FF', "he"),
        ('\u0600', '\u06FF', "ar"),
        ('\u0900', '\u097F', "hi"),
        ('\u0E00', '\u0E7F', "th"),
        ('\u0E80', '\u0EFF', "lo"),
        ('\u1780', '\u17FF', "km"),
        ('\u3040', '\u30FF', "ja"),
        ('\u3400', '\u9FFF', "zh"),
        ('\uAC00', '\uD7A3', "ko"),
    ];

    private static readonly HashSet<string> EnglishWords =
    [
        .. "the and is are was you your of that this for with it not have has be they we what who will would people".Split(' '),
    ];

    /// <returns>An ISO 639-1 code, or <see cref="Undetermined"/>.</returns>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var foreign = text.Select(ScriptOf)
            .OfType<string>()
            .GroupBy(language => language, StringComparer.Ordinal)
            .MaxBy(group => group.Count());
        if (foreign is not null && foreign.Count() > text.Count(char.IsLetter) / 2)
            return foreign.Key;
        return OfLatin(MatchingText.Of(text).Marked);
    }

    private static string OfLatin(ReadOnlySpan<char> text)
    {
        var (words, syllables, marked, english) = (0, 0, 0, 0);
        var known = EnglishWords.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < text.Length; i++)
        {
            var end = Words.End(text, i);
            var word = text[i..end];
            if (Words.IsOfLetters(word) && word.Length > 1)
            {
                words++;
                english += known.Contains(word) ? 1 : 0;
                syllables += Syllable.IsPossible(word) ? 1 : 0;
                marked += word.ContainsAnyExceptInRange('a', 'z') ? 1 : 0;
            }

            i = Math.Max(i, end);
        }

        if (words > 0 && (marked * 4 >= words || (words >= FewWords && syllables * 10 >= words * 7 && english * 6 < words)))
            return Vietnamese;
        return words >= FewWords && english * 8 >= words ? "en" : Undetermined;
    }

    private static string? ScriptOf(char unit)
    {
        foreach (var (from, to, language) in Scripts)
        {
            if (unit >= from && unit <= to)
                return language;
        }

        return null;
    }
}
