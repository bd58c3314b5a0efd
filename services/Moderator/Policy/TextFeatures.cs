using System.Numerics;
using Moderation.Moderator.Lists;
using Moderation.Text;

namespace Moderation.Moderator.Policy;

/// <summary>
/// The words of a text and the pairs of neighbouring ones, as it is matched, each once. Digits are of one class, and numbers that
/// stand together are one: a changed phone number makes no new text, and a shared one no near-duplicate.
/// </summary>
public sealed class TextFeatures
{
    /// <summary>
    /// From this <see cref="Overlap"/> on two texts are near-duplicates: of twelve words two may be others, of thirty about five.
    /// </summary>
    public const double NearDuplicate = 0.6;

    private const ulong Number = 0;

    /// <summary>In their order, each once.</summary>
    private readonly ulong[] _features;

    private TextFeatures(ulong[] features, int words) => (_features, Words) = (features, words);

    /// <summary>How many words there are, each as often as it stands there.</summary>
    public int Words { get; }

    /// <param name="content">What the reader wrote.</param>
    public static TextFeatures Of(string content)
    {
        var (text, words, features, count) = (MatchingText.Of(content), new List<MatchingWord>(), new List<ulong>(), 0);
        MatchingWords.Read(text, words);
        ulong? before = null;
        foreach (var word in words)
        {
            var hash = Hash(text.Marked[word.Start..word.End]);
            if (hash == Number && before == Number)
                continue;
            count++;
            // A number alone says nothing of a text.
            if (hash != Number)
                features.Add(SimHash.Mixed(hash));
            if (before is { } neighbour)
                features.Add(SimHash.Mixed(BitOperations.RotateLeft(neighbour, 21) ^ hash));
            before = hash;
        }

        features.Sort();
        return new TextFeatures([.. features.Distinct()], count);
    }

    /// <summary>What tells from afar whether it may be near another.</summary>
    public SimHash ToSimHash() => SimHash.Of(_features);

    /// <summary>The Jaccard index: what both have, of all that either has, from 0 to 1.</summary>
    public double Overlap(TextFeatures other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (mine, others, both) = (0, 0, 0);
        while (mine < _features.Length && others < other._features.Length)
        {
            var order = _features[mine].CompareTo(other._features[others]);
            both += order == 0 ? 1 : 0;
            mine += order <= 0 ? 1 : 0;
            others += order >= 0 ? 1 : 0;
        }

        var either = _features.Length + other._features.Length - both;
        return either == 0 ? 0 : (double)both / either;
    }

    /// <summary>FNV-1a, in which a run of digits is one sign.</summary>
    private static ulong Hash(ReadOnlySpan<char> word)
    {
        if (!word.ContainsAnyExceptInRange('0', '9'))
            return Number;
        var (hash, inNumber) = (14695981039346656037UL, false);
        foreach (var unit in word)
        {
            var isDigit = char.IsAsciiDigit(unit);
            if (!isDigit || !inNumber)
                hash = (hash ^ (isDigit ? '0' : unit)) * 1099511628211UL;
            inNumber = isDigit;
        }

        return hash;
    }
}
