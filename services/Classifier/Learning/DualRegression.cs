using System.Runtime.InteropServices;
using Moderation.Classifier.Features;
using Moderation.Classifier.Training;

namespace Moderation.Classifier.Learning;

/// <summary>One row to learn from.</summary>
/// <param name="Vector">Its features.</param>
/// <param name="Truth">What is to be learned.</param>
/// <param name="Weight">How much it counts.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LearnedRow(FeatureVector Vector, bool Truth, float Weight);

/// <summary>
/// Logistic regression by coordinate descent in the dual (Yu, Huang and Lin, "Dual coordinate descent methods for logistic
/// regression and maximum entropy models", 2011): one pass over the rows after the other, a tenth of which do. As good as L-BFGS
/// here in a fifth of its time, without a copy of the rows. Deterministic.
/// </summary>
internal static class DualRegression
{
    private const int Passes = 10;
    private const int NewtonSteps = 8;
    private const float FirstShare = 0.001f;

    /// <param name="slots">How many features there are.</param>
    /// <param name="rows">Of both kinds.</param>
    /// <param name="cancellationToken">Looked at after each pass.</param>
    /// <returns>The weights, and the bias.</returns>
    public static (float[] Weights, float Bias) Train(
        int slots,
        IReadOnlyList<LearnedRow> rows,
        CancellationToken cancellationToken
    )
    {
        var contrast = Contrast.Of(
            slots,
            slots - TextNumbers.Count,
            [.. rows.Select(row => (row.Vector.Slots, row.Vector.Values, row.Truth))]
        );
        // The bias is a feature that every row has.
        var weights = new float[slots];
        var bias = 0f;
        var shares = new double[rows.Count];
        var lengths = new float[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            shares[i] = rows[i].Weight * FirstShare;
            lengths[i] = 1 + contrast.Length(rows[i].Vector.Slots, rows[i].Vector.Values);
            Move(rows[i], shares[i]);
        }

        var random = new Random(20261101);
        var order = Enumerable.Range(0, rows.Count).ToArray();
        for (var pass = 0; pass < Passes; pass++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            random.Shuffle(order);
            foreach (var i in order)
            {
                var sum = bias + contrast.Sum(weights, rows[i].Vector.Slots, rows[i].Vector.Values);
                var share = Best(shares[i], lengths[i], rows[i].Truth ? sum : -sum, rows[i].Weight);
                Move(rows[i], share - shares[i]);
                shares[i] = share;
            }
        }

        return (contrast.Unscale(weights), bias);

        void Move(LearnedRow row, double by)
        {
            var step = (float)(row.Truth ? by : -by);
            contrast.Add(weights, row.Vector.Slots, row.Vector.Values, step);
            bias += step;
        }
    }

    /// <summary>
    /// The share z in (0, most) at which
    /// <c>length (z - share)² / 2 + margin (z - share) + z log z + (most - z) log (most - z)</c> is least, by Newton's method,
    /// which never leaves the interval.
    /// </summary>
    private static double Best(double share, float length, float margin, float most)
    {
        var z = share;
        for (var step = 0; step < NewtonSteps; step++)
        {
            var slope = (length * (z - share)) + margin + Math.Log(z / (most - z));
            if (Math.Abs(slope) < 1e-3)
                break;
            var next = z - (slope / (length + (most / (z * (most - z)))));
            z = next <= 0 ? z / 10
                : next >= most ? most - ((most - z) / 10)
                : next;
        }

        return z;
    }
}
