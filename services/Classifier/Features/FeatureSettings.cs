namespace Moderation.Classifier.Features;

/// <summary>
/// How texts become numbers. Stored in the model's file: a model is only read with the settings that it was trained with.
/// </summary>
public sealed record FeatureSettings
{
    /// <summary>Raised when the featurizer or the normaliser changes what it makes of a text.</summary>
    public const int CurrentRevision = 2;

    public int Revision { get; init; } = CurrentRevision;

    /// <summary>Hashed features fall into 2 to the power of this many slots.</summary>
    public int SlotBits { get; init; } = 17;

    /// <summary>How much the words of the headline count beside those of the comment.</summary>
    public float HeadlineWeight { get; init; } = 0.3f;

    /// <summary>Slots of hashed features, and behind them one for each of <see cref="TextNumbers"/>.</summary>
    public int Slots => (1 << SlotBits) + TextNumbers.Count;

    /// <summary>The slot of the number that counts links.</summary>
    internal int LinkSlot => (1 << SlotBits) + TextNumbers.Links;
}
