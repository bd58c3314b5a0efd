using Moderation.Moderator.Shadows;

namespace Moderation.Moderator;

public static class ShadowsSetup
{
    public static WebApplicationBuilder AddShadows(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ShadowStore>();
        builder.Services.AddHostedService<ShadowJudge>();
        return builder;
    }

    public static WebApplication MapShadows(this WebApplication app)
    {
        ShadowsApi.Map(app);
        return app;
    }
}
