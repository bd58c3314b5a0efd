using System.Numerics.Tensors;

namespace Moderation.Classifier.Benchmark;

internal static class Softmax
{
    /// <summary>Scores of classes become natural logarithms of probabilities, in place.</summary>
    public static void ToLogProbabilities(Span<float> scores)
    {
        var most = TensorPrimitives.Max<float>(scores);
        var sum = 0f;
        foreach (var score in scores)
            sum += MathF.Exp(score - most);
        TensorPrimitives.Subtract(scores, most + MathF.Log(sum), scores);
    }
}
