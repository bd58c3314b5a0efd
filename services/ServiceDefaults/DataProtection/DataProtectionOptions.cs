using System.ComponentModel.DataAnnotations;

namespace Moderation.ServiceDefaults;

/// <summary>From the section <c>DataProtection</c>.</summary>
internal sealed class DataProtectionOptions : IValidatableObject
{
    /// <summary>Seals the keys of cookies in the database. Production does not start without it.</summary>
    [RandomKey]
    public string? Key { get; init; }

    /// <summary>Opens what it sealed before <see cref="Key"/> took its place.</summary>
    [RandomKey]
    public string? PreviousKey { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var key = $"{validationContext.DisplayName}:{nameof(Key)}";
        if (string.IsNullOrEmpty(Key) && validationContext.IsProduction())
            yield return new ValidationResult(new ConfiguredAttribute().FormatErrorMessage(key));
        else if (string.IsNullOrEmpty(Key) && !string.IsNullOrEmpty(PreviousKey))
            yield return new ValidationResult($"{key} must be set where {nameof(PreviousKey)} is.");
    }
}
