namespace Moderation.Classifier.Model;

/// <summary>
/// Tells which words offend: a word does if <c>sum + bias + share × logit(score)</c> reaches the threshold, where the sum is of
/// the head's weights over the features that the word has a part in, and the score is the comment's.
/// </summary>
public sealed record WordHead(float Bias, float ScoreShare, float Threshold)
{
    /// <summary>Chosen on held-out folds of marked comments, as is <see cref="UsualThreshold"/>.</summary>
    public const float UsualScoreShare = 0.2f;

    public const float UsualThreshold = -0.2f;

    private const float MostLogit = 4;

    /// <summary>What the sum of a word must reach, in a comment of this score.</summary>
    public float LeastSum(float score) =>
        Threshold - Bias - (ScoreShare * Math.Clamp(MathF.Log(score / (1 - score)), -MostLogit, MostLogit));
}
