namespace Moderation.Moderator.Models;

/// <summary>A figure with its 95 % interval.</summary>
public sealed record Interval(double Value, double Low, double High)
{
    private const double Z = 1.959963984540054;

    /// <param name="value">The figure.</param>
    /// <param name="variance">Of its estimate.</param>
    /// <param name="least">It cannot be less.</param>
    /// <param name="most">It cannot be more.</param>
    internal static Interval Of(double value, double variance, double least, double most)
    {
        var reach = Z * Math.Sqrt(variance);
        return new(value, Math.Max(least, value - reach), Math.Min(most, value + reach));
    }
}
