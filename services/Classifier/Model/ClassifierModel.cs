using System.Text.Json.Serialization;
using Moderation.Classifier.Features;
using Moderation.Contracts;

namespace Moderation.Classifier.Model;

/// <summary>
/// The trained weights of all labels, linear heads over the same features. A label may have more than one head, each for a kind
/// of comments: the highest probability is its score.
/// </summary>
public sealed class ClassifierModel
{
    /// <summary>Of one label.</summary>
    private const int MostHeads = 4;

    /// <param name="header">What the file says of itself.</param>
    /// <param name="weights">The weights of all heads for slot 0, then for slot 1, and so on.</param>
    /// <param name="wordWeights">The weights of the head that tells which words offend, by slot; null without one.</param>
    public ClassifierModel(ModelHeader header, float[] weights, float[]? wordWeights = null)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(weights);
        if (header.Heads.CountBy(head => head.Label, StringComparer.Ordinal).Any(label => label.Value > MostHeads))
            throw new ModelRefusedException($"it has more than {MostHeads} heads for one label");
        if (header.Heads.All(head => ScoreLabels.Named(head.Label) is null))
            throw new ModelRefusedException("it has no head for any label that this version scores");
        if (header.Features.Revision != FeatureSettings.CurrentRevision)
            throw new ModelRefusedException(
                $"it was trained with features of revision {header.Features.Revision}, "
                    + $"and this version has {FeatureSettings.CurrentRevision}"
            );
        if (
            weights.Length != header.Features.Slots * header.Heads.Count
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
/// <param name="Heads">Bias and calibration of each head, in the order of the weights.</param>
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

    /// <summary>Labels of this version for which the model has no head.</summary>
    [JsonIgnore]
    public IEnumerable<string> Missing => Names.Except(Heads.Select(head => head.Label), StringComparer.Ordinal);

    /// <summary>Labels of this version for which the model has a head.</summary>
    [JsonIgnore]
    public IEnumerable<string> Scored => Names.Except(Missing, StringComparer.Ordinal);

    /// <summary>Labels of the model that this version does not know.</summary>
    [JsonIgnore]
    public IEnumerable<string> Unknown =>
        Heads.Select(head => head.Label).Except([.. Names, LabelHead.Rejection], StringComparer.Ordinal);

    private static IEnumerable<string> Names => ScoreLabels.All.Select(row => row.Name);
}

/// <summary>One file of training data.</summary>
public sealed record TrainingSource(string File, int Rows, float Weight, string Sha256)
{
    /// <summary>The kind of its comments; null in models of the first version.</summary>
    public string? Domain { get; init; }
}

/// <summary>
/// Measures of one label on one file of the training data, by models that had not seen the rows. The area is null without both
/// kinds of rows.
/// </summary>
public sealed record MeasuredLabel(string Label, string File, double MacroF1, double? RocAuc, double CalibrationError);

/// <summary>A model's file cannot be used; the message says why.</summary>
public sealed class ModelRefusedException(string reason, Exception? inner = null)
    : Exception("The model is refused: " + reason + ".", inner);
