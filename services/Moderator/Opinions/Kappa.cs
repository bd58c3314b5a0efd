namespace Moderation.Moderator.Opinions;

/// <summary>
/// Cohen's kappa: how much two people agree beyond what chance would give them (Educational and Psychological Measurement 20(1),
/// 1960). 1 is always, 0 no more than by chance.
/// </summary>
/// <param name="Value">-1 to 1.</param>
/// <param name="Low">The lower end of its 95 % interval.</param>
/// <param name="High">The upper end.</param>
public sealed record Kappa(double Value, double Low, double High)
{
    private const double Z = 1.959963984540054;

    /// <summary>
    /// With the large-sample variance of Fleiss, Cohen and Everitt (Psychological Bulletin 72(5), 1969). Two who never disagreed
    /// have none: then the lower end is what Clopper and Pearson's bound on their disagreement leaves.
    /// </summary>
    /// <param name="counts">
    /// Square: how many comments the first person put into the row's and the second into the column's category.
    /// </param>
    /// <returns>Null when chance alone explains all: nothing was counted, or both put all into one category.</returns>
    public static Kappa? Of(IReadOnlyList<IReadOnlyList<int>> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var n = counts.Sum(row => row.Sum());
        if (n == 0)
            return null;
        var all = Enumerable.Range(0, counts.Count).ToList();
        double P(int row, int column) => (double)counts[row][column] / n;
        var first = all.Select(row => all.Sum(column => P(row, column))).ToList();
        var second = all.Select(column => all.Sum(row => P(row, column))).ToList();
        var observed = all.Sum(of => P(of, of));
        var chance = all.Sum(of => first[of] * second[of]);
        // As exact as a sum of so many shares: both put all into one.
        if (1 - chance < 1e-12)
            return null;
        var value = (observed - chance) / (1 - chance);
        if (all.Sum(of => counts[of][of]) == n)
            return new Kappa(1, Math.Max(-1, 1 - (Lanes.Binomial.Upper(0, n, 0.025) / (1 - chance))), 1);
        var agreeing = all.Sum(of => P(of, of) * Square(1 - chance - ((first[of] + second[of]) * (1 - observed))));
        var differing =
            Square(1 - observed)
            * all.Sum(row =>
                all.Where(column => column != row).Sum(column => P(row, column) * Square(second[row] + first[column]))
            );
        var centre = Square((observed * chance) - (2 * chance) + observed);
        var variance = (agreeing + differing - centre) / (n * Square(Square(1 - chance)));
        var reach = Z * Math.Sqrt(Math.Max(0, variance));
        return new Kappa(value, Math.Max(-1, value - reach), Math.Min(1, value + reach));
    }

    private static double Square(double value) => value * value;
}
