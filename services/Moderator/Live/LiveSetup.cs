using Moderation.Moderator.Live;

namespace Moderation.Moderator;

public static class LiveSetup
{
    public static WebApplicationBuilder AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Audience>();
        builder.Services.AddSingleton<LiveStore>();
        builder.Services.AddHostedService<LiveFeed>();
        builder.Services.AddHostedService<Presence>();
        return builder;
    }

    public static WebApplication MapLive(this WebApplication app)
    {
        LiveApi.Map(app);
        return app;
    }
}
