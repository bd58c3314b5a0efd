using System.ComponentModel.DataAnnotations;

namespace Moderation.Moderator.Readers;

/// <summary>From the section <c>Reports</c>.</summary>
public sealed class ReportOptions : IValidatableObject
{
    /// <summary>How long an answered report is kept, and so counts for the weight of its reader's later ones.</summary>
    public TimeSpan KeepReaders { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How often those that were kept long enough are looked for.</summary>
    public TimeSpan DeleteEvery { get; set; } = TimeSpan.FromMinutes(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KeepReaders < TimeSpan.FromDays(1))
            yield return new ValidationResult("Reports:KeepReaders must be a day or more, such as 180.00:00:00 for 180 days.");
        if (DeleteEvery <= TimeSpan.Zero)
            yield return new ValidationResult(
                "Reports:DeleteEvery must be longer than nothing, such as 0:10:00 for ten minutes."
            );
    }
}
