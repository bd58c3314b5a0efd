using Moderation.Moderator.Flow;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

public static class FlowSetup
{
    public static WebApplicationBuilder AddFlow(this WebApplicationBuilder builder)
    {
        builder.AddOptions<FlowOptions>("Flow");
        builder.Services.AddSingleton<IBacklogs, QueueBacklogs>();
        builder.Services.AddSingleton<Pace>();
        builder.Services.AddHttpClient<StationClient>(Bounded).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(Plain);
        builder.Services.AddHttpClient<BrokerClient>(Bounded).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(Plain);
        builder.Services.AddSingleton<BrokerWatch>();
        builder.Services.AddSingleton<DeskWatch>();
        builder.Services.AddSingleton<FlowWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<FlowWatch>());
        builder.Services.AddHealthChecks().AddCheck<ScoringCheck>("scoring");
        builder.Services.AddTransient<PausedServices>();
        builder.Services.AddTransient<PausesApi>();
        builder.Services.AddSingleton<KeptPauseStore>();
        builder.Services.AddHostedService<KeptPauseRounds>();
        builder.Services.AddSingleton<SystemDoctor>();
        builder.Services.AddExamination<NodesExamination>();
        return builder;
    }

    public static WebApplication MapFlow(this WebApplication app)
    {
        FlowApi.Map(app);
        PausesApi.Map(app);
        return app;
    }

    private static void Bounded(HttpClient client) => client.MaxResponseContentBufferSize = StationClient.MostBytes;

    /// <summary>Asks inside the network, and nobody but whom it was told.</summary>
    private static SocketsHttpHandler Plain() =>
        new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        };
}
