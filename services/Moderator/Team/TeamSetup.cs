using Moderation.Moderator.Team;

namespace Moderation.Moderator;

public static class TeamSetup
{
    public static WebApplicationBuilder AddTeam(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TeamStore>();
        return builder;
    }

    public static WebApplication MapTeam(this WebApplication app)
    {
        TeamApi.Map(app);
        return app;
    }
}
