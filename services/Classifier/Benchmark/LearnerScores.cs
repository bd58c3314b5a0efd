using System.Numerics.Tensors;

namespace Moderation.Classifier.Benchmark;

/// <summary>What one trained learner says, as logarithms of probabilities.</summary>
/// <param name="HeldRows">The training rows that it had not seen.</param>
/// <param name="Held">Its scores of them.</param>
/// <param name="Unseen">Its scores of the texts to decide; empty if it has no say there.</param>
internal sealed record LearnerScores(int[] HeldRows, float[][] Held, float[][] Unseen)
{
    /// <summary>The mean by row over learners, in their order: sums must not depend on which thread was first.</summary>
    public static (float[][] Held, float[][] Unseen) Mean(
        IReadOnlyList<LearnerScores> learners,
        int held,
        int unseen,
        int classes
    )
    {
        var means = (Held: Zeros(held, classes), Unseen: Zeros(unseen, classes));
        var repeats = learners.Sum(learner => learner.HeldRows.Length) / held;
        var deciders = learners.Count(learner => learner.Unseen.Length > 0);
        foreach (var learner in learners)
        {
            for (var i = 0; i < learner.Held.Length; i++)
                AddScaled(learner.Held[i], 1f / repeats, means.Held[learner.HeldRows[i]]);
            for (var row = 0; row < learner.Unseen.Length; row++)
                AddScaled(learner.Unseen[row], 1f / deciders, means.Unseen[row]);
        }

        return means;
    }

    /// <summary>The weighted sum of two learners' scores.</summary>
    public static float[][] Mix(float[][] left, float ofLeft, float[][] right, float ofRight)
    {
        var mixed = Zeros(left.Length, left.Length == 0 ? 0 : left[0].Length);
        for (var row = 0; row < mixed.Length; row++)
        {
            AddScaled(left[row], ofLeft, mixed[row]);
            AddScaled(right[row], ofRight, mixed[row]);
            Softmax.ToLogProbabilities(mixed[row]);
        }

        return mixed;
    }

    private static float[][] Zeros(int rows, int classes) => [.. Enumerable.Range(0, rows).Select(_ => new float[classes])];

    private static void AddScaled(float[] numbers, float scale, float[] sums) =>
        TensorPrimitives.MultiplyAdd(numbers, scale, sums, sums);
}
