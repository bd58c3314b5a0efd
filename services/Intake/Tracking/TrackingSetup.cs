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
public sealed class TrackingOptions
{
    /// <summary>The address at which readers reach this service.</summary>
    [Configured, HttpAddress]
    public Uri? PublicUrl { get; set; }
}
