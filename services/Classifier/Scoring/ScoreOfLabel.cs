using Moderation.Contracts;

namespace Moderation.Classifier.Scoring;

/// <summary>The scores by label.</summary>
public static class ScoreOfLabel
{
    public static float Of(this Scores scores, ScoreLabel label)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return label switch
        {
            ScoreLabel.Spam => scores.Spam,
            ScoreLabel.Toxicity => scores.Toxicity,
            ScoreLabel.Hate => scores.Hate,
            _ => scores.Constructive,
        };
    }
}
