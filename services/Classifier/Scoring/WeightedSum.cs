using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;

namespace Moderation.Classifier.Scoring;

/// <summary>Adds up the weights of all four heads at once.</summary>
internal struct WeightedSum(float[] weights) : IFeatureSink
{
    private Vector128<float> _block;

    public Vector128<float> Total { get; private set; }

    public static Vector128<float> At(float[] weights, int slot) =>
        Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(weights), (nuint)slot * ClassifierModel.Heads);

    public void Add(int slot, int firstWord, int lastWord) => _block += At(weights, slot);

    public void EndBlock(float value)
    {
        Total += _block * value;
        _block = Vector128<float>.Zero;
    }

    public void AddNumber(int slot, float value) => Total += At(weights, slot) * value;
}
