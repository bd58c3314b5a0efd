using Moderation.Classifier.Features;
using Moderation.Contracts;

namespace Moderation.Classifier.Model;

/// <summary>The trained weights of all labels, one linear head each over the same features.</summary>
public sealed class ClassifierModel
{
    /// <summary>A head for each value of <see cref="Moderation.Contracts.ScoreLabel"/>, in its order.</summary>
    public const int Heads = 4;

    /// <param name="header">What the file says of itself.</param>
    /// <param name="weights">The weights of all heads for slot 0, then for slot 1, and so on.</param>
    /// <param name="wordWeights">The weights of the head that tells which words offend, by slot; null without one.</param>
    public ClassifierModel(ModelHeader header, float[] weights, float[]? wordWeights = null)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(weights);
        if (header.Heads.Count != Heads || header.Heads.Where((head, index) => (int)head.Label != index).Any())
            throw new ModelRefusedException("its labels are not the ones that this version scores");
        if (header.Features.Revision != FeatureSettings.CurrentRevision)
            throw new ModelRefusedException(
                $"it was trained with features of revision {header.Features.Revision}, and this version has {FeatureSettings.CurrentRevision}"
            );
        if (
            weights.Length != header.Features.Slots * Heads
            || wordWeights?.Length != (header.Words is null ? null : header.Features.Slots)
        )
            throw new ModelRefusedException("its weights do not fit its features");
        Header = header;
        Weights = weights;
        WordWeights = wordWeights;
    }

    public ModelHeader Header { get; }

    public float[] Weights { get; }

    /// <summary>Those of <see cref="ModelHeader.Words"/>.</summary>
    public float[]? WordWeights { get; }
}

/// <summary>What a model's file says of itself.</summary>
/// <param name="Name">Such as <c>open-2026.11</c>; it travels with every score.</param>
/// <param name="Features">How texts are read.</param>
/// <param name="Heads">Bias and calibration of each label.</param>
/// <param name="TrainedOn">The data, to tell one training from another.</param>
public sealed record ModelHeader(
    string Name,
    FeatureSettings Features,
    IReadOnlyList<LabelHead> Heads,
    IReadOnlyList<TrainingSource> TrainedOn
)
{
    /// <summary>How the recipe did on held-out folds; null in models of the first version.</summary>
    public IReadOnlyList<MeasuredLabel>? Measured { get; init; }

    /// <summary>Tells which words offend; null in a model without such a head.</summary>
    public WordHead? Words { get; init; }
}

/// <summary>One file of training data.</summary>
public sealed record TrainingSource(string File, int Rows, float Weight, string Sha256)
{
    /// <summary>The kind of its comments; null in models of the first version.</summary>
    public string? Domain { get; init; }
}

/// <summary>Measures of one label on one file of the training data, by models that had not seen the rows. The area is null without both kinds of rows.</summary>
public sealed record MeasuredLabel(ScoreLabel Label, string File, double MacroF1, double? RocAuc, double CalibrationError);

/// <summary>A model's file cannot be used; the message says why.</summary>
public sealed class ModelRefusedException(string reason, Exception? inner = null)
    : Exception("The model is refused: " + reason + ".", inner);
