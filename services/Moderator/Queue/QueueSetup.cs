using Moderation.Moderator.Queue;

namespace Moderation.Moderator;

public static class QueueSetup
{
    public static WebApplicationBuilder AddQueue(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<QueueStore>();
        builder.Services.AddHostedService<CountSums>();
        builder.Services.AddHostedService<QueueReadings>();
        return builder;
    }

    public static WebApplication MapQueue(this WebApplication app)
    {
        QueueApi.Map(app);
        return app;
    }
}
