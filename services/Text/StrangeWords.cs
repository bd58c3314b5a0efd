namespace Moderation.Text;

/// <summary>
/// How many words of a text cannot be Vietnamese: neither a syllable that can be written, once shorthand is written out, nor a
/// number. New slang, names of betting sites and other languages raise their share.
/// </summary>
public static class StrangeWords
{
    public static (int Words, int Strange) Count(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var matching = MatchingText.Of(text).Marked;
        var (words, strange) = (0, 0);
        for (var start = 0; start < matching.Length; start++)
        {
            var end = Words.End(matching, start);
            if (end == start)
                continue;
            var word = matching[start..end];
            words++;
            if (!Syllable.IsPossible(word) && !IsNumber(word))
                strange++;
            start = end;
        }
        return (words, strange);
    }

    private static bool IsNumber(ReadOnlySpan<char> word)
    {
        foreach (var unit in word)
        {
            if (!char.IsDigit(unit))
                return false;
        }
        return true;
    }
}
