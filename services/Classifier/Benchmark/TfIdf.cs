using System.Runtime.InteropServices;
using Moderation.Classifier.Features;

namespace Moderation.Classifier.Benchmark;

/// <summary>A text as a sparse vector: rising columns and their values.</summary>
internal readonly record struct SparseText(int[] Columns, float[] Values);

/// <summary>
/// Sublinear tf-idf over the n-grams of the texts it was made of, each block scaled to length one, and the numbers behind them:
/// (1 + ln tf) · (1 + ln((1 + n) / (1 + df))), as in scikit-learn.
/// </summary>
internal sealed class TfIdf
{
    private readonly List<(Dictionary<uint, int> Columns, float[] Idf, int First, float Weight)> _blocks = [];
    private readonly int _firstNumber;

    /// <param name="texts">Blocks of the training texts.</param>
    /// <param name="leastTexts">N-grams of fewer texts are left out, but for the smallest blocks.</param>
    public TfIdf(IReadOnlyList<uint[][]> texts, int leastTexts)
    {
        for (var block = 0; block < TextBlocks.Weights.Count; block++)
        {
            var texted = new Dictionary<uint, int>();
            foreach (var text in texts)
            {
                foreach (var gram in text[block].Distinct())
                    CollectionsMarshal.GetValueRefOrAddDefault(texted, gram, out _)++;
            }

            // A title or a whole text is met once and still worth knowing.
            var kept = texted.Where(gram => gram.Value >= leastTexts || block >= TextBlocks.Weights.Count - 3).ToList();
            var columns = kept.Select((gram, column) => (gram.Key, column)).ToDictionary(pair => pair.Key, pair => pair.column);
            var idf = kept.Select(gram => 1 + MathF.Log((1f + texts.Count) / (1 + gram.Value))).ToArray();
            _blocks.Add((columns, idf, _firstNumber, TextBlocks.Weights[block]));
            _firstNumber += kept.Count;
        }
    }

    public int Columns => _firstNumber + TextNumbers.Count;

    public SparseText Read(uint[][] blocks, float[] numbers)
    {
        var columns = new List<int>();
        var values = new List<float>();
        for (var block = 0; block < _blocks.Count; block++)
            AddBlock(block, blocks[block], columns, values);
        for (var number = 0; number < numbers.Length; number++)
        {
            if (numbers[number] == 0)
                continue;
            columns.Add(_firstNumber + number);
            values.Add(numbers[number]);
        }

        return new SparseText([.. columns], [.. values]);
    }

    private void AddBlock(int block, uint[] grams, List<int> columns, List<float> values)
    {
        var (known, idf, first, weight) = _blocks[block];
        var counts = new SortedDictionary<int, int>();
        foreach (var gram in grams)
        {
            if (known.TryGetValue(gram, out var column))
                counts[column] = counts.GetValueOrDefault(column) + 1;
        }

        var start = values.Count;
        var length = 0.0;
        foreach (var (column, count) in counts)
        {
            var value = (1 + MathF.Log(count)) * idf[column];
            columns.Add(first + column);
            values.Add(value);
            length += value * value;
        }

        var scale = weight / (float)Math.Sqrt(Math.Max(length, float.Epsilon));
        foreach (ref var value in CollectionsMarshal.AsSpan(values)[start..])
            value *= scale;
    }
}
