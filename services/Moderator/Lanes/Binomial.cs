using MathNet.Numerics;

namespace Moderation.Moderator.Lanes;

/// <summary>
/// Exact statements about a rate of which so many wrong ones were seen among so many, by the incomplete beta function, to which
/// the binomial's sums are equal (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5.24). Sound up to ten million.
/// </summary>
public static class Binomial
{
    /// <param name="wrong">0 to <paramref name="of"/>.</param>
    /// <param name="of">How many were looked at.</param>
    /// <param name="rate">0 to 1.</param>
    /// <returns>The chance of at most so many wrong ones if their rate is this.</returns>
    public static double AtMost(long wrong, long of, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wrong);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wrong, of);
        return wrong == of || rate <= 0 ? 1
            : rate >= 1 ? 0
            : SpecialFunctions.BetaRegularized(of - wrong, wrong + 1, 1 - rate);
    }

    /// <summary>
    /// The upper end of the one-sided interval of Clopper and Pearson (Biometrika 26(4), 1934): the highest rate at which so few
    /// wrong ones have at least the chance <paramref name="level"/>.
    /// </summary>
    /// <param name="wrong">0 to <paramref name="of"/>.</param>
    /// <param name="of">How many were looked at; of none nothing is known, and 1 is the answer.</param>
    /// <param name="level">The chance to be mistaken, such as .05.</param>
    public static double Upper(long wrong, long of, double level)
    {
        if (wrong >= of)
            return 1;
        var (low, high) = ((double)wrong / of, 1d);
        // Halves to the last bit that a double of this size has.
        for (var middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2)
        {
            if (AtMost(wrong, of, middle) > level)
                low = middle;
            else
                high = middle;
        }
        return high;
    }

    /// <summary>The fewest looked at without one wrong that show a rate of at most <paramref name="budget"/>.</summary>
    public static int Fewest(double budget, double level) => (int)Math.Ceiling(Math.Log(level) / Math.Log(1 - budget));
}
