using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;

namespace Moderation.Classifier.Scoring;

/// <summary>The sums by word of one comment, by index of the word; words without a feature at the end may be missing. Kept and reused: one a thread.</summary>
internal sealed class WordBuffers
{
    public List<Vector128<float>> Block { get; } = [];

    public List<Vector128<float>> Labels { get; } = [];

    public List<float> Offence { get; } = [];

    public void Clear()
    {
        Block.Clear();
        Labels.Clear();
        Offence.Clear();
    }
}

/// <summary>
/// Adds up the weights of all four heads, in all and by the word that they come from: what several words share is split evenly.
/// Beside them the weights of the head that tells which words offend, in full for each of the words, whatever the block counts.
/// </summary>
internal struct WordSums(ClassifierModel model, WordBuffers words) : IFeatureSink
{
    private readonly float[] _weights = model.Weights;
    private readonly float[]? _wordWeights = model.WordWeights;
    private WeightedSum _sum = new(model.Weights);

    public readonly Vector128<float> Total => _sum.Total;

    public void Add(int slot, int firstWord, int lastWord)
    {
        _sum.Add(slot, firstWord, lastWord);
        if (firstWord < 0)
            return;
        var weights = WeightedSum.At(_weights, slot);
        var sums = SumsTo(words.Block, lastWord);
        if (firstWord == lastWord)
        {
            sums[firstWord] += weights;
        }
        else
        {
            var share = weights / (lastWord - firstWord + 1);
            for (var word = firstWord; word <= lastWord; word++)
                sums[word] += share;
        }

        if (_wordWeights is null)
            return;
        var offence = _wordWeights[slot];
        var offences = SumsTo(words.Offence, lastWord);
        for (var word = firstWord; word <= lastWord; word++)
            offences[word] += offence;
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

    public void AddNumber(int slot, float value) => _sum.AddNumber(slot, value);

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
