namespace Moderation.Moderator.Models;

/// <summary>
/// How well scores tell rejected comments from approved ones: the chance that a rejected one has the higher score, ties counting
/// half. Variances by DeLong, DeLong and Clarke-Pearson (Biometrics 44(3), 1988) from midranks, as Sun and Xu (IEEE Signal
/// Processing Letters 21(11), 2014) compute them: two models are compared on the same comments, so that what is hard for both
/// is no difference.
/// </summary>
public static class Auc
{
    /// <param name="scores">One a comment.</param>
    /// <param name="rejected">What people decided on the same comments.</param>
    /// <returns>Null with fewer than two comments of either outcome.</returns>
    public static Interval? Of(IReadOnlyList<float> scores, IReadOnlyList<bool> rejected) =>
        Placements.Of(scores, rejected) is { } placed
            ? Interval.Of(placed.Rejected.Average(), Variance(placed.Rejected) + Variance(placed.Approved), least: 0, most: 1)
            : null;

    /// <summary>By how much scores tell better than others do.</summary>
    /// <param name="scores">One a comment.</param>
    /// <param name="others">Of the same comments.</param>
    /// <param name="rejected">What people decided on them.</param>
    /// <returns>Null with fewer than two comments of either outcome.</returns>
    public static Interval? Difference(IReadOnlyList<float> scores, IReadOnlyList<float> others, IReadOnlyList<bool> rejected)
    {
        if (Placements.Of(scores, rejected) is not { } own || Placements.Of(others, rejected) is not { } other)
            return null;
        var onRejected = Differences(own.Rejected, other.Rejected);
        return Interval.Of(
            onRejected.Average(),
            Variance(onRejected) + Variance(Differences(own.Approved, other.Approved)),
            least: -1,
            most: 1
        );
    }

    private static double[] Differences(double[] own, double[] other) => [.. own.Zip(other, (a, b) => a - b)];

    /// <summary>Of the mean of values.</summary>
    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length;
    }

    /// <summary>
    /// For each rejected comment the share of approved ones beneath it, and for each approved comment the share of rejected ones
    /// above it; ties count half. In the order of the comments.
    /// </summary>
    private sealed record Placements(double[] Rejected, double[] Approved)
    {
        public static Placements? Of(IReadOnlyList<float> scores, IReadOnlyList<bool> rejected)
        {
            var count = rejected.Count(one => one);
            if (count < 2 || rejected.Count - count < 2)
                return null;
            var (approvedScores, rejectedScores) = (new float[rejected.Count - count], new float[count]);
            var (approvedAt, rejectedAt) = (0, 0);
            for (var i = 0; i < rejected.Count; i++)
            {
                if (rejected[i])
                    rejectedScores[rejectedAt++] = scores[i];
                else
                    approvedScores[approvedAt++] = scores[i];
            }
            return new(
                SharesBeneath(rejectedScores, approvedScores),
                [.. SharesBeneath(approvedScores, rejectedScores).Select(share => 1 - share)]
            );
        }

        private static double[] SharesBeneath(float[] scores, float[] others)
        {
            var sorted = others.Order().ToArray();
            return Array.ConvertAll(scores, score =>
                (First(sorted, value => value >= score) + First(sorted, value => value > score)) / 2.0 / sorted.Length
            );
        }

        /// <returns>How many stand before the first value that is so; what follows it is so as well.</returns>
        private static int First(float[] sorted, Func<float, bool> isSo)
        {
            var (low, high) = (0, sorted.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (isSo(sorted[middle]))
                    high = middle;
                else
                    low = middle + 1;
            }
            return low;
        }
    }
}
