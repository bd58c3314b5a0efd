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

    private readonly HashSet<ulong> _features = [];

    private TextFeatures() { }

    /// <summary>How many words there are, each as often as it stands there.</summary>
    public int Words { get; private set; }

    /// <param name="content">What the reader wrote.</param>
    public static TextFeatures Of(string content)
    {
        var (text, words, features) = (MatchingText.Of(content), new List<MatchingWord>(), new TextFeatures());
        MatchingWords.Read(text, words);
        ulong? before = null;
        foreach (var word in words)
        {
            var hash = Hash(text.Marked[word.Start..word.End]);
            if (hash == Number && before == Number)
                continue;
            features.Words++;
            // A number alone says nothing of a text.
            if (hash != Number)
                features._features.Add(SimHash.Mixed(hash));
            if (before is { } neighbour)
                features._features.Add(SimHash.Mixed(BitOperations.RotateLeft(neighbour, 21) ^ hash));
            before = hash;
        }

        return features;
    }

    /// <summary>What tells from afar whether it may be near another.</summary>
    public SimHash ToSimHash() => SimHash.Of(_features);

    /// <summary>The Jaccard index: what both have, of all that either has, from 0 to 1.</summary>
    public double Overlap(TextFeatures other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (fewer, more) = _features.Count < other._features.Count ? (this, other) : (other, this);
        var both = fewer._features.Count(more._features.Contains);
        var either = _features.Count + other._features.Count - both;
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
