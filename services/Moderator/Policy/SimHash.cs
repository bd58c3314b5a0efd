using System.Numerics;
using Moderation.Moderator.Lists;
using Moderation.Text;

namespace Moderation.Moderator.Policy;

/// <summary>
/// 64 bits that differ little when texts do (Charikar, STOC 2002), over syllables and pairs of neighbouring syllables of the text
/// as it is matched. Numbers count as one and the same: a changed phone number makes no new text.
/// </summary>
public static class SimHash
{
    /// <param name="content">What the reader wrote.</param>
    /// <param name="minSyllables">With fewer there is no answer.</param>
    public static ulong? Of(string content, int minSyllables)
    {
        var (text, words) = (MatchingText.Of(content), new List<MatchingWord>());
        MatchingWords.Read(text, words);
        if (words.Count < minSyllables)
            return null;
        Span<int> balance = stackalloc int[64];
        var before = 0UL;
        for (var i = 0; i < words.Count; i++)
        {
            var syllable = Hash(text.Marked[words[i].Start..words[i].End]);
            Add(balance, Mixed(syllable));
            if (i > 0)
                Add(balance, Mixed(BitOperations.RotateLeft(before, 21) ^ syllable));
            before = syllable;
        }

        var hash = 0UL;
        for (var bit = 0; bit < 64; bit++)
            hash |= balance[bit] > 0 ? 1UL << bit : 0;
        return hash;
    }

    /// <summary>In how many bits two texts differ.</summary>
    public static int Distance(ulong one, ulong other) => BitOperations.PopCount(one ^ other);

    private static void Add(Span<int> balance, ulong hash)
    {
        for (var bit = 0; bit < 64; bit++)
            balance[bit] += (hash & (1UL << bit)) != 0 ? 1 : -1;
    }

    /// <summary>FNV-1a.</summary>
    private static ulong Hash(ReadOnlySpan<char> word)
    {
        if (!word.ContainsAnyExceptInRange('0', '9'))
            return 0;
        var hash = 14695981039346656037UL;
        foreach (var unit in word)
            hash = (hash ^ unit) * 1099511628211UL;
        return hash;
    }

    /// <summary>The finaliser of SplitMix64, which gives every bit its share.</summary>
    private static ulong Mixed(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return hash ^ (hash >> 31);
    }
}
