using System.ComponentModel.DataAnnotations;

namespace Moderation.Moderator.Decisions;

/// <summary>From the section <c>Decisions</c>.</summary>
public sealed record DecisionOptions
{
    /// <summary>How long an approval or a rejection waits before it leaves, so that an undo costs nothing.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ErrorMessage = "Decisions:Grace must be between 00:00:00 and 00:10:00.")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}
