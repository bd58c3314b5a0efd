using Moderation.Moderator.Drift;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

public static class DriftSetup
{
    public static WebApplicationBuilder AddDrift(this WebApplicationBuilder builder)
    {
        builder.AddOptions<DriftOptions>("Drift");
        builder.Services.AddSingleton<DriftStore>();
        builder.Services.AddSingleton<DriftWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DriftWatch>());
        builder.Services.AddHostedService<DriftReadings>();
        return builder;
    }

    public static WebApplication MapDrift(this WebApplication app)
    {
        DriftApi.Map(app);
        return app;
    }
}
