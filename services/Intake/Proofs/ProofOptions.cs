using System.ComponentModel.DataAnnotations;

namespace Moderation.Intake.Proofs;

/// <summary>The configuration section <c>Proof</c>.</summary>
public sealed class ProofOptions
{
    /// <summary>Rounds of each try, of which a browser needs 256 on average.</summary>
    [Range(1, 1_000_000, ErrorMessage = "{0} must be between {1} and {2}.")]
    public int Cost { get; init; } = 5_000;

    /// <summary>How long a challenge may be worked on and answered.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(10);
}
