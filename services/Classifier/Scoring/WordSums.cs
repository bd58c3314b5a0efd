using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Moderation.Classifier.Features;

namespace Moderation.Classifier.Scoring;

/// <summary>Adds up the weights of all four heads, in all and by the word that they come from. What several words share is split evenly.</summary>
internal struct WordSums(float[] weights, List<Vector128<float>> words) : IFeatureSink
{
    private readonly List<Vector128<float>> _block = [];
    private WeightedSum _sum = new(weights);

    public readonly Vector128<float> Total => _sum.Total;

    /// <summary>By index of the word; words at the end without a feature are missing.</summary>
    public readonly ReadOnlySpan<Vector128<float>> Words => CollectionsMarshal.AsSpan(words);

    public void Add(int slot, int firstWord, int lastWord)
    {
        _sum.Add(slot, firstWord, lastWord);
        if (firstWord < 0)
            return;
        if (_block.Count <= lastWord)
            CollectionsMarshal.SetCount(_block, lastWord + 1);
        var share = WeightedSum.At(weights, slot) / (lastWord - firstWord + 1);
        var sums = CollectionsMarshal.AsSpan(_block);
        for (var word = firstWord; word <= lastWord; word++)
            sums[word] += share;
    }

    public void EndBlock(float value)
    {
        _sum.EndBlock(value);
        while (words.Count < _block.Count)
            words.Add(default);
        for (var word = 0; word < _block.Count; word++)
            words[word] += _block[word] * value;
        _block.Clear();
    }

    public void AddNumber(int slot, float value) => _sum.AddNumber(slot, value);
}
