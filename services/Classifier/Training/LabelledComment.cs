using Moderation.Classifier.Features;
using Moderation.Contracts;

namespace Moderation.Classifier.Training;

/// <summary>A comment of the training data with the labels that its source carries: null where it says nothing.</summary>
public sealed record LabelledComment(CommentInput Input, bool? Spam, bool? Toxicity, bool? Hate, bool? Constructive)
{
    /// <summary>The text that this one is a perturbed copy of; null for a comment of the data itself.</summary>
    public string? CopyOf { get; init; }

    public bool? Is(ScoreLabel label) =>
        label switch
        {
            ScoreLabel.Spam => Spam,
            ScoreLabel.Toxicity => Toxicity,
            ScoreLabel.Hate => Hate,
            _ => Constructive,
        };
}
