using Moderation.Moderator.Lists;

namespace Moderation.Moderator;

public static class ListsSetup
{
    public static WebApplicationBuilder AddLists(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListStore>();
        builder.Services.AddSingleton<WaitingComments>();
        return builder;
    }

    public static WebApplication MapLists(this WebApplication app)
    {
        ListsApi.Map(app);
        return app;
    }
}
