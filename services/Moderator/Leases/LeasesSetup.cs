using Moderation.Moderator.Leases;

namespace Moderation.Moderator;

public static class LeasesSetup
{
    public static WebApplicationBuilder AddLeases(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<LeaseOptions>()
            .BindConfiguration(LeaseOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<LeaseStore>();
        return builder;
    }
}
