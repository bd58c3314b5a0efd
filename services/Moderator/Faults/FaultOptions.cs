using System.ComponentModel.DataAnnotations;

namespace Moderation.Moderator.Faults;

/// <summary>From the section <c>Faults</c>.</summary>
public sealed class FaultOptions : IValidatableObject
{
    /// <summary>
    /// How long a fault is kept after it was replayed or discarded. One that is open is kept until somebody acts.
    /// </summary>
    public TimeSpan KeepClosed { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How often those that were kept long enough are looked for.</summary>
    public TimeSpan DeleteEvery { get; set; } = TimeSpan.FromMinutes(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KeepClosed < TimeSpan.FromHours(1))
            yield return new ValidationResult("Faults:KeepClosed must be an hour or more, such as 30.00:00:00 for 30 days.");
        if (DeleteEvery <= TimeSpan.Zero)
            yield return new ValidationResult("Faults:DeleteEvery must be longer than nothing, such as 0:10:00 for ten minutes.");
    }
}
