using MathNet.Numerics;

namespace Moderation.Moderator.Lanes;

/// <summary>
/// Bounds of a rate that hold at all times at once, however often one looks and whenever one stops. Under the true rate the
/// likelihood of a mixture of rates over that of the true one is a martingale that starts at 1, and with chance 1 − level never
/// reaches 1 / level (Ville 1939; Robbins, Annals of Mathematical Statistics 41(5), 1970; Howard, Ramdas, McAuliffe and Sekhon,
/// Annals of Statistics 49(2), 2021): the rates at which it has not yet reached it are the interval. The mixture is half
/// of rates about half the budget and half of any, given before the first audit: the bounds hold with whatever mixture, and with
/// this one few audits show a budget that is kept, and very few one that is broken.
/// </summary>
/// <param name="budget">About which rate there is doubt, above 0 and below 1.</param>
/// <param name="level">The chance to be mistaken at any time, such as .05.</param>
public sealed class ConfidenceSequence(double budget, double level)
{
    /// <summary>The highest rate that is not ruled out after so many wrong ones; 1 before the first.</summary>
    public double Upper(long wrong, long of)
    {
        if (wrong >= of)
            return 1;
        var (low, high) = ((double)wrong / of, 1d);
        for (var middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2)
        {
            if (IsRuledOut(wrong, of, middle))
                high = middle;
            else
                low = middle;
        }
        return high;
    }

    /// <summary>The lowest rate that is not ruled out; 0 before the first.</summary>
    public double Lower(long wrong, long of)
    {
        if (wrong == 0)
            return 0;
        var (low, high) = (0d, (double)wrong / of);
        for (var middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2)
        {
            if (IsRuledOut(wrong, of, middle))
                low = middle;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Whether the rate is certainly lower than this one.</summary>
    public bool IsBelow(long wrong, long of, double rate) => wrong < rate * of && IsRuledOut(wrong, of, rate);

    /// <summary>Whether the rate is certainly higher than this one.</summary>
    public bool IsAbove(long wrong, long of, double rate) => wrong > rate * of && IsRuledOut(wrong, of, rate);

    private bool IsRuledOut(long wrong, long of, double rate) =>
        Mixture(wrong, of) - (wrong * Math.Log(rate)) - ((of - wrong) * SpecialFunctions.Log1p(-rate)) >= -Math.Log(level);

    /// <summary>The logarithm of the mixture's likelihood.</summary>
    private double Mixture(long wrong, long of)
    {
        var (near, any) = (Beta(wrong, of, (1 / budget) - 0.5), Beta(wrong, of, 0.5));
        var larger = Math.Max(near, any);
        return larger + Math.Log((Math.Exp(near - larger) + Math.Exp(any - larger)) / 2);
    }

    /// <summary>Of rates that are distributed as beta(½, <paramref name="shape"/>).</summary>
    private static double Beta(long wrong, long of, double shape) =>
        SpecialFunctions.BetaLn(0.5 + wrong, shape + of - wrong) - SpecialFunctions.BetaLn(0.5, shape);
}
