using System.ComponentModel.DataAnnotations;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Tracking;

public static class TrackingSetup
{
    public static void AddTracking(this WebApplicationBuilder builder)
    {
        builder.AddOptions<TrackingOptions>("Intake");
        builder.Services.AddSingleton<TrackingLinks>();
        builder.Services.AddSingleton<TrackingStore>();
        builder.Services.AddSingleton<WithdrawalStore>();
    }
}

/// <summary>The configuration section <c>Intake</c>.</summary>
public sealed class TrackingOptions : IValidatableObject
{
    /// <summary>The address at which readers reach this service.</summary>
    [Configured, HttpAddress]
    public Uri? PublicUrl { get; set; }

    /// <summary>For how long after it was sent its author may correct a comment; nothing is never.</summary>
    public TimeSpan CorrectWithin { get; set; } = TimeSpan.FromMinutes(15);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (CorrectWithin < TimeSpan.Zero || CorrectWithin > TimeSpan.FromDays(7))
            yield return new ValidationResult(
                $"Intake:CorrectWithin is {CorrectWithin}; it must be 0:00:00 (never) to seven days."
            );
    }
}
