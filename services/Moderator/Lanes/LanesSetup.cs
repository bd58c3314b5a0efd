using Moderation.Moderator.Lanes;

namespace Moderation.Moderator;

/// <summary>What the machine may decide by itself, within a proven bound.</summary>
public static class LanesSetup
{
    public static WebApplicationBuilder AddLanes(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LaneStore>();
        builder.Services.AddSingleton<TrialEvidence>();
        builder.Services.AddSingleton<LaneEvidence>();
        builder.Services.AddSingleton<LaneGrounds>();
        builder.Services.AddSingleton<FitStore>();
        builder.Services.AddSingleton<LanePicture>();
        builder.Services.AddHostedService<LaneWatch>();
        builder.Services.AddHostedService<LaneReadings>();
        return builder;
    }

    public static WebApplication MapLanes(this WebApplication app)
    {
        LanesApi.Map(app);
        return app;
    }
}
