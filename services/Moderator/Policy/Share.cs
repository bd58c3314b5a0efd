namespace Moderation.Moderator.Policy;

/// <summary>
/// A share, such as that of wrong decisions, and the 95 % interval by Wilson's score (JASA 22(158), 1927), which also holds for
/// few and for none.
/// </summary>
/// <param name="Count">How many of them.</param>
/// <param name="Of">How many in all.</param>
/// <param name="Rate">Null when there are none in all.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record Share(int Count, int Of, double? Rate, double? Low, double? High)
{
    private const double Z = 1.959963984540054;

    public static Share From(int count, int of)
    {
        if (of == 0)
            return new Share(count, of, null, null, null);
        var rate = (double)count / of;
        var weight = 1 + (Z * Z / of);
        var centre = (rate + (Z * Z / (2 * of))) / weight;
        var reach = Z / weight * Math.Sqrt((rate * (1 - rate) / of) + (Z * Z / (4.0 * of * of)));
        return new Share(count, of, rate, Math.Max(0, centre - reach), Math.Min(1, centre + reach));
    }
}
