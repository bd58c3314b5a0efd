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
            // A title or a whole text is met once and still worth knowing.
            var least = block >= TextBlocks.Weights.Count - 3 ? 1 : leastTexts;
            var columns = new Dictionary<uint, int>();
            var idf = new List<float>();
            foreach (var (gram, met) in CountTexts(texts, block))
            {
                if (met < least)
                    continue;
                columns.Add(gram, columns.Count);
                idf.Add(1 + MathF.Log((1f + texts.Count) / (1 + met)));
            }

            _blocks.Add((columns, [.. idf], _firstNumber, TextBlocks.Weights[block]));
            _firstNumber += columns.Count;
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

    /// <summary>In how many texts each n-gram of a block is met.</summary>
    private static IEnumerable<(uint Gram, int Texts)> CountTexts(IReadOnlyList<uint[][]> texts, int block)
    {
        var counts = new Dictionary<uint, (int Texts, int LastText)>();
        for (var text = 0; text < texts.Count; text++)
        {
            foreach (var gram in texts[text][block])
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, gram, out var known);
                if (!known || count.LastText != text)
                    count = (count.Texts + 1, text);
            }
        }

        return counts.Select(gram => (gram.Key, gram.Value.Texts));
    }

    private void AddBlock(int block, uint[] grams, List<int> columns, List<float> values)
    {
        var (known, idf, first, weight) = _blocks[block];
        var found = new List<int>(grams.Length);
        foreach (var gram in grams)
        {
            if (known.TryGetValue(gram, out var column))
                found.Add(column);
        }

        found.Sort();
        var start = values.Count;
        var length = 0.0;
        for (var i = 0; i < found.Count;)
        {
            var column = found[i];
            var count = 0;
            for (; i < found.Count && found[i] == column; i++)
                count++;
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
