using Moderation.Moderator.NamedQueues;

namespace Moderation.Moderator;

/// <summary>Queues that the newsroom names, with what they take and who works them.</summary>
public static class NamedQueuesSetup
{
    public static WebApplicationBuilder AddNamedQueues(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<NamedQueueStore>();
        builder.Services.AddSingleton<RoutingStore>();
        builder.Services.AddHostedService<Router>();
        return builder;
    }

    public static WebApplication MapNamedQueues(this WebApplication app)
    {
        NamedQueuesApi.Map(app);
        return app;
    }
}
