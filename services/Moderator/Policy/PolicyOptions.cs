using System.ComponentModel.DataAnnotations;

namespace Moderation.Moderator.Policy;

/// <summary>From the section <c>Policy</c>, which also gives the first version of <see cref="PolicySettings"/>.</summary>
public sealed record PolicyOptions : IValidatableObject
{
    /// <summary>How long a comment waits for its scores before it is held without them.</summary>
    public TimeSpan ScoringTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ScoringTimeout <= TimeSpan.Zero || ScoringTimeout > TimeSpan.FromHours(1))
            yield return new ValidationResult(
                $"Policy:ScoringTimeout is {ScoringTimeout}; it must be longer than nothing and at most an hour."
            );
    }
}
