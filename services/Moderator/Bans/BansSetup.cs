using Moderation.Moderator.Bans;

namespace Moderation.Moderator;

public static class BansSetup
{
    public static WebApplicationBuilder AddBans(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BanStore>();
        return builder;
    }

    public static WebApplication MapBans(this WebApplication app)
    {
        BansApi.Map(app);
        return app;
    }
}
