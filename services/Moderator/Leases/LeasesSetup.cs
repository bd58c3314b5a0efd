using Moderation.Moderator.Leases;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

public static class LeasesSetup
{
    public static WebApplicationBuilder AddLeases(this WebApplicationBuilder builder)
    {
        builder.AddOptions<LeaseOptions>("Leases");
        builder.Services.AddSingleton<LeaseStore>();
        return builder;
    }
}
