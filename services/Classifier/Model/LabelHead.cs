namespace Moderation.Classifier.Model;

/// <summary>
/// What makes a probability of a weighted sum: <c>1 / (1 + e^(slope × (sum + bias) + offset))</c>, with a slope below zero.
/// </summary>
/// <param name="Label">The name of its label, which may be one that this version does not know.</param>
/// <param name="Bias">Added to the sum.</param>
/// <param name="Slope">Of the calibration.</param>
/// <param name="Offset">Of the calibration.</param>
public sealed record LabelHead(string Label, float Bias, float Slope, float Offset)
{
    /// <summary>
    /// The head that says how likely this newsroom would reject a comment stands in models under this name; it is no label.
    /// </summary>
    public const string Rejection = "rejection";

    /// <summary>
    /// The probability from which on a comment counts as of the label in measures: the best one for macro-F1 on held-out folds.
    /// </summary>
    public float Decision { get; init; } = 0.5f;

    public float Probability(float sum) => 1 / (1 + MathF.Exp((Slope * (sum + Bias)) + Offset));
}
