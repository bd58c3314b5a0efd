namespace Moderation.Text;

/// <summary>Words that lost the space between them: <c>ngulắm</c> is <c>ngu</c> and <c>lắm</c>.</summary>
public static class GluedWords
{
    /// <summary>More words are seldom run together, and their borders are guesses.</summary>
    public const int MostSyllables = 4;

    /// <summary>
    /// Finds the fewest possible syllables that a word consists of, from two to <see cref="MostSyllables"/>; a consonant between
    /// two vowels begins the second syllable. A word without diacritics stays whole, since it is as likely to be of another
    /// language.
    /// </summary>
    /// <param name="word">Letters in lower case, composed.</param>
    /// <param name="ends">Room for <see cref="MostSyllables"/>: where each syllable ends, rising; the last is the word's
    /// length.</param>
    /// <returns>How many syllables there are; 1 for a word that is one, or none that could be divided.</returns>
    public static int Split(ReadOnlySpan<char> word, Span<int> ends)
    {
        if (LooksGlued(word))
        {
            for (var count = 2; count <= MostSyllables; count++)
            {
                if (TrySplit(word, 0, ends[..count]))
                    return count;
            }
        }

        ends[0] = word.Length;
        return 1;
    }

    /// <summary>A letter of our own, and vowels in more than one place.</summary>
    private static bool LooksGlued(ReadOnlySpan<char> word)
    {
        if (word.Length > Syllable.MostLetters * MostSyllables)
            return false;
        var (ours, groups, inVowels) = (false, 0, false);
        foreach (var unit in word)
        {
            var isVowel = VietnameseLetters.IsVowel(unit);
            groups += isVowel && !inVowels ? 1 : 0;
            ours |= unit > '\u007F';
            inVowels = isVowel;
        }

        return ours && groups > 1;
    }

    private static bool TrySplit(ReadOnlySpan<char> word, int start, Span<int> ends)
    {
        if (ends.Length == 1)
        {
            ends[0] = word.Length;
            return Syllable.IsPossible(word[start..]);
        }

        for (var end = start + 1; end < word.Length && end - start <= Syllable.MostLetters; end++)
        {
            ends[0] = end;
            if (Syllable.IsPossible(word[start..end]) && TrySplit(word, end, ends[1..]))
                return true;
        }

        return false;
    }
}
