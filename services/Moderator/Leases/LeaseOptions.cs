using System.ComponentModel.DataAnnotations;

namespace Moderation.Moderator.Leases;

/// <summary>From the section <c>Leases</c>.</summary>
public sealed record LeaseOptions
{
    /// <summary>How long a comment stays in a moderator's hand without a renewal.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00", ErrorMessage = "Leases:Length must be between 00:00:01 and 00:30:00.")]
    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a console's event stream may be gone before its leases end.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:10:00", ErrorMessage = "Leases:ConsoleGone must be between 00:00:03 and 00:10:00.")]
    public TimeSpan ConsoleGone { get; init; } = TimeSpan.FromSeconds(10);
}
