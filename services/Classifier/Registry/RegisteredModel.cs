using Moderation.Classifier.Model;

namespace Moderation.Classifier.Registry;

/// <summary>What a model of the registry is used for.</summary>
public enum ModelState
{
    /// <summary>Made, and not used.</summary>
    Candidate,

    /// <summary>Scores beside the active one, for comparison.</summary>
    Shadow,

    /// <summary>The one whose scores count.</summary>
    Active,

    /// <summary>Was used, or was not wanted.</summary>
    Retired,
}

/// <summary>A model of the registry, without its file.</summary>
public sealed record RegisteredModel
{
    public required long Id { get; init; }

    /// <summary>Travels with every score.</summary>
    public required string Name { get; init; }

    public required ModelState State { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The person who changed its state last; null for the machine.</summary>
    public Guid? ChangedBy { get; init; }

    public required string Why { get; init; }

    /// <summary>Of its file, in lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Of its file; null once that is no longer kept.</summary>
    public int? Bytes { get; init; }

    /// <summary>Came with the service or its configuration.</summary>
    public required bool Shipped { get; init; }

    public required string[] Labels { get; init; }

    /// <summary>Whether it says how likely this newsroom would reject a comment.</summary>
    public required bool Rejection { get; init; }

    public required IReadOnlyList<TrainingSource> Sources { get; init; }

    /// <summary>Null of a model that learned from none.</summary>
    public LearnedDecisions? Decisions { get; init; }

    public LearnedFigures? Figures { get; init; }

    /// <summary>Why copies of the service do not load it; null when they do.</summary>
    public string? Fault { get; init; }
}

/// <summary>The decisions that a model learned from.</summary>
/// <param name="Approved">How many were approvals.</param>
/// <param name="Rejected">How many were rejections.</param>
/// <param name="First">When the oldest was made.</param>
/// <param name="Last">When the newest was made: what was decided later, the model has not seen.</param>
public sealed record LearnedDecisions(int Approved, int Rejected, DateTimeOffset First, DateTimeOffset Last);

/// <summary>A figure with its 95 % interval.</summary>
public sealed record Measured(double Value, double Low, double High);

/// <summary>How the recipe did on the newest decisions, which it had not seen.</summary>
/// <param name="Rows">How many they were.</param>
/// <param name="Rejected">How many of them were rejections.</param>
/// <param name="Auc">Of the learned rejection.</param>
/// <param name="BaseAuc">Of the risk by the model that it builds on.</param>
/// <param name="Gain">The difference of both, on the same draws.</param>
/// <param name="CalibrationError">Of the learned rejection.</param>
public sealed record LearnedFigures(
    int Rows,
    int Rejected,
    Measured Auc,
    Measured BaseAuc,
    Measured Gain,
    Measured CalibrationError
);

/// <summary>A model of the registry with its file, to be loaded.</summary>
public sealed record ModelWithFile
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string Sha256 { get; init; }

    public required byte[] File { get; init; }

    public required bool Shipped { get; init; }
}

/// <summary>One change of a model's state.</summary>
public sealed record ModelChange
{
    /// <summary>Its id.</summary>
    public required long Model { get; init; }

    public required string Name { get; init; }

    /// <summary>Null when it was added.</summary>
    public ModelState? From { get; init; }

    public required ModelState To { get; init; }

    /// <summary>Null for the machine.</summary>
    public Guid? By { get; init; }

    public required string Why { get; init; }

    public required DateTimeOffset At { get; init; }
}
