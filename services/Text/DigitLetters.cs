using System.Buffers;

namespace Moderation.Text;

/// <summary>
/// Step 5, second half: digits and signs that stand for letters inside a word: <c>ng0c</c> → <c>ngoc</c>, <c>zal0</c> →
/// <c>zalo</c>, <c>c@c</c> → <c>cac</c>.
/// </summary>
internal static class DigitLetters
{
    /// <summary>Longer words with digits in them are addresses, codes and links.</summary>
    private const int MostUnits = 8;

    private static readonly SearchValues<char> Stand = SearchValues.Create("013457@$");

    /// <returns>True if a unit was replaced.</returns>
    public static bool Replace(MappedText text)
    {
        var replaced = false;
        var units = text.Writable;
        if (!units.ContainsAny(Stand))
            return false;
        for (var i = 0; i < units.Length; i++)
        {
            var end = Words.End(units, i);
            if (end - i is > 2 and <= MostUnits)
                replaced |= ReplaceIn(units[i..end]);
            i = Math.Max(i, end);
        }

        return replaced;
    }

    private static bool ReplaceIn(Span<char> word)
    {
        var replaced = false;
        for (var i = 1; i < word.Length; i++)
        {
            if (char.IsLetter(word[i]) || !char.IsLetter(word[i - 1]))
                continue;
            var end = i;
            while (end < word.Length && !char.IsLetter(word[end]))
                end++;
            var run = word[i..end];
            var letter = LetterOf(run[0]);
            var stands = end < word.Length || (run is ['0'] && i >= 2 && char.IsLetter(word[i - 2]));
            if (stands && letter != 0 && !run.ContainsAnyExcept(run[0]))
            {
                run.Fill(letter);
                replaced = true;
            }
        }

        return replaced;
    }

    private static char LetterOf(char unit) =>
        unit switch
        {
            '0' => 'o',
            '1' => 'i',
            '3' => 'e',
            '4' or '@' => 'a',
            '5' or '$' => 's',
            '7' => 't',
            _ => '\0',
        };
}
