using System.Runtime.InteropServices;

namespace Moderation.Classifier.Features;

/// <summary>One comment as a sparse vector, as trainers take it.</summary>
public sealed class FeatureVector
{
    private FeatureVector(int[] slots, float[] values)
    {
        Slots = slots;
        Values = values;
    }

    /// <summary>Rising.</summary>
    public int[] Slots { get; }

    public float[] Values { get; }

    public static FeatureVector Of(Featurizer featurizer, CommentInput input)
    {
        var sums = new Dictionary<int, float>();
        var sink = new Sum(sums, []);
        featurizer.Read(input, ref sink);
        var slots = sums.Keys.ToArray();
        Array.Sort(slots);
        return new FeatureVector(slots, Array.ConvertAll(slots, slot => sums[slot]));
    }

    private readonly struct Sum(Dictionary<int, float> values, List<int> block) : IFeatureSink
    {
        public void Add(int slot, int firstWord, int lastWord) => block.Add(slot);

        public void AddParts(WordParts parts, int word)
        {
            Span<int> slots = stackalloc int[WordParts.Most];
            block.AddRange(slots[..parts.Read(slots)]);
        }

        public void EndBlock(float value)
        {
            foreach (var slot in CollectionsMarshal.AsSpan(block))
                AddNumber(slot, value);
            block.Clear();
        }

        public void AddNumber(int slot, float value) => values[slot] = values.GetValueOrDefault(slot) + value;
    }
}
