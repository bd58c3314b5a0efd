namespace Moderation.Text;

/// <summary>
/// What counts as a word when texts are matched: a run of letters and digits, with the signs that stand for letters.
/// </summary>
internal static class Words
{
    private static readonly bool[] Parts = [.. Enumerable.Range(0, 0x2000).Select(unit => IsPartByCategory((char)unit))];

    public static bool IsPart(char unit) => unit < Parts.Length ? Parts[unit] : IsPartByCategory(unit);

    /// <summary>
    /// The end of the word that begins at <paramref name="start"/>; <paramref name="start"/> itself if none begins there.
    /// </summary>
    public static int End(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && IsPart(text[start]))
            start++;
        return start;
    }

    public static bool HasVowel(ReadOnlySpan<char> word)
    {
        foreach (var unit in word)
        {
            if (VietnameseLetters.IsVowel(unit))
                return true;
        }

        return false;
    }

    public static bool IsOfLetters(ReadOnlySpan<char> word)
    {
        foreach (var unit in word)
        {
            if (!VietnameseLetters.IsLetter(unit))
                return false;
        }

        return !word.IsEmpty;
    }

    private static bool IsPartByCategory(char unit) => char.IsLetterOrDigit(unit) || unit is '@' or '$';
}
