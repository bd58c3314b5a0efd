using Moderation.Moderator.Log;

namespace Moderation.Moderator;

public static class LogSetup
{
    public static WebApplicationBuilder AddLog(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LogStore>();
        builder.Services.AddSingleton<LogVerification>();
        builder.Services.AddSingleton<Sealer>();
        builder.Services.AddHostedService<Sealing>();
        return builder;
    }

    public static WebApplication MapLog(this WebApplication app)
    {
        LogApi.Map(app);
        return app;
    }
}
