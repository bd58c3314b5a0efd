using Moderation.Moderator.Lists;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

public static class ListsSetup
{
    public static WebApplicationBuilder AddLists(this WebApplicationBuilder builder)
    {
        builder.AddOptions<ListOptions>("Lists");
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
