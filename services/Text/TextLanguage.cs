namespace Moderation.Text;

/// <summary>
/// Names the language of a text: of a foreign one (<see cref="ForeignText"/>) by its script, or as English if it has its words;
/// of any other by whether its words can be Vietnamese syllables, with marks or without. Short texts are left undetermined.
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
        return Of(text, ForeignText.Is(text));
    }

    /// <param name="text">Any text.</param>
    /// <param name="isForeign">What <see cref="ForeignText"/> says of it.</param>
    /// <returns>An ISO 639-1 code, or <see cref="Undetermined"/>.</returns>
    public static string Of(string text, bool isForeign)
    {
        ArgumentNullException.ThrowIfNull(text);
        return isForeign ? OfForeign(text) : OfOwn(MatchingText.Of(text).Marked);
    }

    private static string OfForeign(string text)
    {
        var script = text.Select(ScriptOf)
            .OfType<string>()
            .GroupBy(language => language, StringComparer.Ordinal)
            .MaxBy(group => group.Count());
        if (script is not null && script.Count() * 2 > text.Count(char.IsLetter))
            return script.Key;
        var words = MatchingText.Of(text).Marked.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Count(EnglishWords.Contains) * 8 >= words.Length ? "en" : Undetermined;
    }

    private static string OfOwn(ReadOnlySpan<char> text)
    {
        var (words, syllables, marked) = (0, 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var end = Words.End(text, i);
            var word = text[i..end];
            if (Words.IsOfLetters(word) && word.Length > 1)
            {
                words++;
                syllables += Syllable.IsPossible(word) ? 1 : 0;
                marked += word.ContainsAnyExceptInRange('a', 'z') ? 1 : 0;
            }

            i = Math.Max(i, end);
        }

        return words > 0 && (marked * 4 >= words || (words >= FewWords && syllables * 10 >= words * 7))
            ? Vietnamese
            : Undetermined;
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
