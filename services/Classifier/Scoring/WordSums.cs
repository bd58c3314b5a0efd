using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Moderation.Classifier.Features;

namespace Moderation.Classifier.Scoring;

/// <summary>
/// The sums by word of one comment, by index of the word; words without a feature at the end may be missing. Kept and reused: one
/// a thread.
/// </summary>
internal sealed class WordBuffers
{
    public List<Vector256<float>> Block { get; } = [];

    public List<Vector256<float>> Labels { get; } = [];

    public List<float> Offence { get; } = [];

    /// <summary>What the number of links adds: no word is behind it.</summary>
    public Vector256<float> Links { get; set; }

    public void Clear()
    {
        Links = Vector256<float>.Zero;
        Block.Clear();
        Labels.Clear();
        Offence.Clear();
    }
}

/// <summary>
/// Adds up the weights of a group of heads, in all and by the word that they come from: what several words share is split evenly.
/// Beside them the weights of the head that tells which words offend, in full for each of the words, whatever the block counts.
/// </summary>
/// <param name="weights">Of the group's heads.</param>
/// <param name="wordWeights">Of the head that tells which words offend.</param>
/// <param name="linkSlot">The slot of the number that counts links.</param>
/// <param name="words">Receives the sums by word.</param>
/// <param name="known">Of the same weights.</param>
internal struct WordSums(float[] weights, float[]? wordWeights, int linkSlot, WordBuffers words, KnownParts known) : IFeatureSink
{
    private WeightedSum _sum = new(weights, known);

    public readonly Vector256<float> Total => _sum.Total;

    public void Add(int slot, int firstWord, int lastWord)
    {
        _sum.Add(slot, firstWord, lastWord);
        if (firstWord < 0)
            return;
        var added = WeightedSum.At(weights, slot);
        var sums = SumsTo(words.Block, lastWord);
        if (firstWord == lastWord)
        {
            sums[firstWord] += added;
        }
        else
        {
            var share = added / (lastWord - firstWord + 1);
            for (var word = firstWord; word <= lastWord; word++)
                sums[word] += share;
        }

        if (wordWeights is null)
            return;
        var offence = wordWeights[slot];
        var offences = SumsTo(words.Offence, lastWord);
        for (var word = firstWord; word <= lastWord; word++)
            offences[word] += offence;
    }

    public void AddParts(WordParts parts, int word)
    {
        var sum = known.Of(parts);
        _sum.AddSum(sum.Labels);
        SumsTo(words.Block, word)[word] += sum.Labels;
        if (wordWeights is not null)
            SumsTo(words.Offence, word)[word] += sum.Offence;
    }

    public void EndBlock(float value)
    {
        _sum.EndBlock(value);
        if (words.Block.Count == 0)
            return;
        var block = CollectionsMarshal.AsSpan(words.Block);
        var labels = SumsTo(words.Labels, block.Length - 1);
        for (var word = 0; word < block.Length; word++)
            labels[word] += block[word] * value;
        words.Block.Clear();
    }

    public void AddNumber(int slot, float value)
    {
        _sum.AddNumber(slot, value);
        if (slot == linkSlot)
            words.Links = WeightedSum.At(weights, slot) * value;
    }

    /// <summary>The sums up to <paramref name="word"/>, those that are new at zero.</summary>
    private static Span<T> SumsTo<T>(List<T> sums, int word)
        where T : struct
    {
        var count = sums.Count;
        if (count <= word)
        {
            CollectionsMarshal.SetCount(sums, word + 1);
            CollectionsMarshal.AsSpan(sums)[count..].Clear();
        }

        return CollectionsMarshal.AsSpan(sums);
    }
}
