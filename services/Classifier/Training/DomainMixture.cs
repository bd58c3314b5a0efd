namespace Moderation.Classifier.Training;

/// <summary>
/// How much the head of each domain counts for a label. A mixture of linear heads over the same features is a linear head again,
/// so that scoring costs the same for one domain as for many.
/// </summary>
internal static class DomainMixture
{
    /// <summary>
    /// Logistic regression over the heads' scores of rows that they had not seen, with no share below zero:
    /// a head may be of no use elsewhere, but what offends in one domain does not excuse in another.
    /// </summary>
    public static float[] Fit(IReadOnlyList<(float[] Scores, bool Truth, float Weight)> held, int domains)
    {
        if (domains == 1)
            return [1];
        var (shares, _) = ScoreMixture.Fit(held, l2: 0.01f, nonNegative: true);
        return shares.Any(share => share > 0) ? shares : [.. Enumerable.Repeat(1f / domains, domains)];
    }
}
