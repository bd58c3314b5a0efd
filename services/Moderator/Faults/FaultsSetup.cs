using Moderation.Moderator.Faults;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

public static class FaultsSetup
{
    public static WebApplicationBuilder AddFaults(this WebApplicationBuilder builder)
    {
        builder.AddOptions<FaultOptions>("Faults");
        builder.Services.AddSingleton<FaultStore>();
        builder.Services.AddSingleton<FaultActStore>();
        builder.Services.AddHostedService<FaultDrain>();
        builder.Services.AddHostedService<FaultReplayer>();
        builder.Services.AddHostedService<FaultReadings>();
        builder.AddRetention<FaultRetention>();
        return builder;
    }

    public static WebApplication MapFaults(this WebApplication app)
    {
        FaultsApi.Map(app);
        return app;
    }
}
