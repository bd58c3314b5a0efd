using System.ComponentModel.DataAnnotations;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>From the section <c>Passwords</c>.</summary>
public sealed record HashOptions : IValidatableObject
{
    /// <summary>What OWASP's Password Storage Cheat Sheet asks for. Production refuses less.</summary>
    public const int RecommendedRounds = 210_000;

    /// <summary>How often a password is hashed. A new number holds for passwords that are set from then on.</summary>
    [Range(1, 10_000_000, ErrorMessage = "Passwords:Rounds must be between 1 and 10,000,000.")]
    public int Rounds { get; init; } = RecommendedRounds;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Rounds < RecommendedRounds && validationContext.IsProduction())
            yield return new ValidationResult("Passwords:Rounds must be at least 210,000 in Production.");
    }
}
