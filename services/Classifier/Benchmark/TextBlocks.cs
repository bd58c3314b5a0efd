using System.Numerics;

namespace Moderation.Classifier.Benchmark;

/// <summary>The n-grams of a text by block, each as a 32-bit hash. A block is weighed and scaled for itself.</summary>
internal static class TextBlocks
{
    private const uint Golden = 0x9E3779B1;
    private const int MostWordUnits = 40;

    /// <summary>
    /// How much each block counts: all alike but for the title. What is said under one article is much alike, and in the sets
    /// that have titles an article's comments stand in training and test; held-out folds liked 2 and 3 best. Not searched for
    /// each task.
    /// </summary>
    public static IReadOnlyList<float> Weights { get; } = [1, 1, 1, 1, 1, 1, 1, 1, 2, 1];

    public static uint[][] Of(ReadText text) =>
        [
            WordGrams(text.Words, most: 3),
            PartGrams(text.Words, least: 2, most: 6),
            WordGrams(text.UnmarkedWords, most: 2),
            PartGrams(text.UnmarkedWords, least: 2, most: 5),
            UnitGrams(string.Join(' ', text.Words), least: 1, most: 6),
            PartGrams(text.WrittenWords, least: 2, most: 5),
            WordGrams(text.WrittenWords, most: 2),
            [Hash(text.Key)],
            text.TitleWords.Count == 0 ? [] : [.. WordGrams(text.TitleWords, most: 2), Hash(string.Join(' ', text.TitleWords))],
            text.Topic.Length == 0 ? [] : [Hash(text.Topic)],
        ];

    public static uint Hash(ReadOnlySpan<char> units)
    {
        var hash = Golden;
        foreach (var unit in units)
            hash = (BitOperations.RotateLeft(hash, 5) ^ unit) * Golden;
        return Mix(hash);
    }

    public static uint Mix(uint hash)
    {
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }

    private static uint[] WordGrams(IReadOnlyList<string> words, int most)
    {
        var grams = new List<uint>();
        for (var start = 0; start < words.Count; start++)
        {
            var hash = 0u;
            for (var length = 1; length <= most && start + length <= words.Count; length++)
            {
                hash = Mix((BitOperations.RotateLeft(hash, 13) * 31) + Hash(words[start + length - 1]));
                grams.Add(hash);
            }
        }

        return [.. grams];
    }

    /// <summary>Within words, whose borders count as units.</summary>
    private static uint[] PartGrams(IReadOnlyList<string> words, int least, int most)
    {
        var grams = new List<uint>();
        foreach (var word in words)
            AddUnitGrams($"<{word[..Math.Min(word.Length, MostWordUnits)]}>", least, most, grams);
        return [.. grams];
    }

    private static uint[] UnitGrams(string text, int least, int most)
    {
        var grams = new List<uint>();
        AddUnitGrams($" {text} ", least, most, grams);
        return [.. grams];
    }

    private static void AddUnitGrams(string units, int least, int most, List<uint> grams)
    {
        for (var start = 0; start < units.Length; start++)
        {
            for (var length = least; length <= most && start + length <= units.Length; length++)
                grams.Add(Hash(units.AsSpan(start, length)));
        }
    }
}
