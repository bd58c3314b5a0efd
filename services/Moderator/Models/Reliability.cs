using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Models;

/// <summary>Whether a score means what it says: of comments with scores near .3, three in ten should be rejected.</summary>
/// <param name="Bins">The tenths from 0 to 1; those without comments are left out.</param>
/// <param name="Error">
/// How far scores and shares lie apart on average, weighed by comments (expected calibration error; Naeini and others, AAAI
/// 2015).
/// </param>
public sealed record Reliability(IReadOnlyList<ReliabilityBin> Bins, double Error)
{
    private const int Count = 10;

    /// <param name="scores">One a comment, and at least one.</param>
    /// <param name="rejected">What people decided on the same comments.</param>
    public static Reliability Of(IReadOnlyList<float> scores, IReadOnlyList<bool> rejected)
    {
        var bins = scores
            .Zip(rejected, (score, isRejected) => (Score: score, IsRejected: isRejected))
            .GroupBy(one => Math.Clamp((int)(one.Score * Count), 0, Count - 1))
            .OrderBy(bin => bin.Key)
            .Select(bin => new ReliabilityBin(
                bin.Average(one => (double)one.Score),
                Share.From(bin.Count(one => one.IsRejected), bin.Count())
            ))
            .ToList();
        return new(bins, bins.Sum(bin => bin.Rejected.Of * Math.Abs(bin.Score - bin.Rejected.Rate!.Value)) / scores.Count);
    }
}

/// <param name="Score">Their mean score.</param>
/// <param name="Rejected">How many of them people rejected.</param>
public sealed record ReliabilityBin(double Score, Share Rejected);
