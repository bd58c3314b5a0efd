using Moderation.Moderator.Ways;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

public static class WaysSetup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static WebApplicationBuilder AddWays(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WayStore>();
        builder.Services.AddHttpClient<WayClient>().RemoveAllLoggers().AddTimeoutAndCircuitBreaker(Patience);
        return builder;
    }

    public static WebApplication MapWays(this WebApplication app)
    {
        WaysApi.Map(app);
        return app;
    }
}
