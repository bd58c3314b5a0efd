using System.ComponentModel.DataAnnotations;

namespace Moderation.Classifier.Learning;

/// <summary>When and from what the service learns: the configuration section <c>Training</c>.</summary>
internal sealed class LearningOptions
{
    /// <summary>The time of day, in UTC, at which it trains if people have decided since; null for never.</summary>
    public TimeOnly? At { get; set; }

    /// <summary>It trains when people have decided so many more comments than the newest model knows; 0 for never.</summary>
    [Range(0, 1_000_000, ErrorMessage = "{0} must be between {1} and {2}.")]
    public int After { get; set; }

    /// <summary>The newest so many are learned from: as shipped, as many as a limit of 1 GB has room for.</summary>
    [Range(DecisionLearner.LeastDecisions, 1_000_000, ErrorMessage = "{0} must be between {1} and {2}.")]
    public int Most { get; set; } = 50_000;

    /// <summary>A decision that is older by so much counts half.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan HalfLife { get; set; } = TimeSpan.FromDays(180);
}
