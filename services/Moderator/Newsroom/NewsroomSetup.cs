using Moderation.Moderator.Newsroom;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

/// <summary>What the newsroom says itself.</summary>
public static class NewsroomSetup
{
    public static WebApplicationBuilder AddNewsroom(this WebApplicationBuilder builder)
    {
        builder.AddOptions<NewsroomOptions>("Newsroom");
        builder.Services.AddSingleton<ReplyStore>();
        return builder;
    }

    public static WebApplication MapNewsroom(this WebApplication app)
    {
        RepliesApi.Map(app);
        return app;
    }
}
