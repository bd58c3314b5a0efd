using Moderation.Classifier.Evaluation;

namespace Moderation.Classifier.Benchmark;

/// <summary>
/// What is added to each class's logarithm of probability before the largest one wins, chosen for macro-F1 on scores of texts not
/// trained on.
/// </summary>
internal static class DecisionBiases
{
    private static readonly float[] Steps = [0.4f, 0.2f, 0.1f, 0.05f];
    private const int StepsEachWay = 5;
    private const int Rounds = 2;
    private const int Samples = 5;

    /// <summary>The mean over samples drawn with repetition: the best biases of one sample alone chase its noise.</summary>
    public static float[] Choose(IReadOnlyList<float[]> scores, IReadOnlyList<int> truths, int classes, int seed)
    {
        var random = new Random(seed);
        var sum = new float[classes];
        for (var sample = 0; sample < Samples; sample++)
        {
            var rows = Enumerable.Range(0, scores.Count).Select(_ => random.Next(scores.Count)).ToArray();
            var biases = Best([.. rows.Select(row => scores[row])], [.. rows.Select(row => truths[row])], classes);
            for (var c = 0; c < classes; c++)
                sum[c] += biases[c] / Samples;
        }

        return sum;
    }

    public static int Decide(ReadOnlySpan<float> scores, float[] biases)
    {
        var best = 0;
        for (var c = 1; c < biases.Length; c++)
        {
            if (scores[c] + biases[c] > scores[best] + biases[best])
                best = c;
        }

        return best;
    }

    /// <summary>One class after the other, in ever smaller steps. The first class stays at 0: only differences count.</summary>
    private static float[] Best(float[][] scores, int[] truths, int classes)
    {
        var biases = new float[classes];
        var best = MacroF1(scores, truths, biases);
        foreach (var step in Steps)
        {
            for (var turn = 0; turn < Rounds * (classes - 1); turn++)
                best = TryAround(scores, truths, biases, 1 + (turn % (classes - 1)), step, best);
        }

        return biases;
    }

    private static double TryAround(float[][] scores, int[] truths, float[] biases, int c, float step, double best)
    {
        var (start, kept) = (biases[c], biases[c]);
        for (var steps = -StepsEachWay; steps <= StepsEachWay; steps++)
        {
            biases[c] = start + (steps * step);
            var reached = MacroF1(scores, truths, biases);
            if (reached > best)
                (best, kept) = (reached, biases[c]);
        }

        biases[c] = kept;
        return best;
    }

    private static double MacroF1(float[][] scores, int[] truths, float[] biases)
    {
        var confusion = new Confusion(biases.Length);
        for (var row = 0; row < scores.Length; row++)
            confusion.Add(truths[row], Decide(scores[row], biases));
        return confusion.MacroF1;
    }
}
