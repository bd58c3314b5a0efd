using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Moderation.Classifier.Features;

namespace Moderation.Classifier.Scoring;

/// <summary>Adds up the weights of a group of heads at once.</summary>
internal struct WeightedSum(float[] weights, KnownParts known) : IFeatureSink
{
    private Vector256<float> _block;

    public Vector256<float> Total { get; private set; }

    public static Vector256<float> At(float[] weights, int slot) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(weights), (nuint)slot * HeadGroup.Lanes);

    public void Add(int slot, int firstWord, int lastWord) => _block += At(weights, slot);

    public void AddParts(WordParts parts, int word) => AddSum(known.Of(parts).Labels);

    /// <summary>Adds what some features of the block add up to.</summary>
    public void AddSum(Vector256<float> sum) => _block += sum;

    public void EndBlock(float value)
    {
        Total += _block * value;
        _block = Vector256<float>.Zero;
    }

    public void AddNumber(int slot, float value) => Total += At(weights, slot) * value;
}
