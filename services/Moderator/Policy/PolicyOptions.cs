using System.ComponentModel.DataAnnotations;

namespace Moderation.Moderator.Policy;

/// <summary>From the section <c>Policy</c>, which also gives the first version of <see cref="PolicySettings"/>.</summary>
public sealed record PolicyOptions : IValidatableObject
{
    /// <summary>
    /// How long the classifier may be silent, or pass a comment over for later ones, before it is held without its scores.
    /// </summary>
    public TimeSpan ScoringTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a comment waits at most while the classifier works through a backlog.</summary>
    internal TimeSpan BacklogTimeout => 6 * ScoringTimeout;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ScoringTimeout <= TimeSpan.Zero || ScoringTimeout > TimeSpan.FromHours(1))
            yield return new ValidationResult(
                $"Policy:ScoringTimeout is {ScoringTimeout}; it must be longer than nothing and at most an hour."
            );
    }
}
