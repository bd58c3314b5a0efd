using System.ComponentModel.DataAnnotations;

namespace Moderation.Intake.Reports;

/// <summary>The configuration section <c>Reports</c>.</summary>
public sealed class ReportOptions : IValidatableObject
{
    /// <summary>
    /// How many readers of one address (an IPv4 address, or an IPv6 network of 64 bits) may report a comment within a day. A
    /// mobile network puts hundreds behind one.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = "{0} must be between {1} and {2}.")]
    public int PerAddress { get; set; } = 10;

    /// <summary>How long a reader's pass is good, and how long it is kept who reported what.</summary>
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
