using Moderation.Classifier.Features;
using Moderation.Contracts;

namespace Moderation.Classifier.Data;

/// <summary>A comment of the training data with the labels that its source tells; of the others it says nothing.</summary>
public sealed record LabelledComment(CommentInput Input, IReadOnlyDictionary<ScoreLabel, bool> Labels)
{
    /// <summary>The text that this one is a perturbed copy of; null for a comment of the data itself.</summary>
    public string? CopyOf { get; init; }

    public bool? Is(ScoreLabel label) => Labels.TryGetValue(label, out var truth) ? truth : null;
}
