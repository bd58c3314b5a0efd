using Moderation.Moderator.Desk;

namespace Moderation.Moderator;

/// <summary>What a moderator has at hand while working the queue.</summary>
public static class DeskSetup
{
    public static WebApplicationBuilder AddDesk(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AuthorStore>();
        builder.Services.AddSingleton<RecentStore>();
        return builder;
    }

    public static WebApplication MapDesk(this WebApplication app)
    {
        CommentsApi.Map(app);
        LeasesApi.Map(app);
        AuthorsApi.Map(app);
        RecentApi.Map(app);
        return app;
    }
}
