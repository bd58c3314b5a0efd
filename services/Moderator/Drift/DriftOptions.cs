using System.ComponentModel.DataAnnotations;

namespace Moderation.Moderator.Drift;

/// <summary>The configuration section <c>Drift</c>.</summary>
public sealed class DriftOptions : IValidatableObject
{
    /// <summary>How often the last days are counted.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Every < TimeSpan.FromSeconds(1) || Every > TimeSpan.FromDays(1))
            yield return new ValidationResult("Drift:Every must be from a second to a day, such as 0:10:00 for ten minutes.");
    }
}
