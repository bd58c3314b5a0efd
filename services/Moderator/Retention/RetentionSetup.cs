using Moderation.Moderator.Retention;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

public static class RetentionSetup
{
    public static WebApplicationBuilder AddRetention(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RetentionWatch>();
        return builder;
    }

    public static WebApplication MapRetention(this WebApplication app)
    {
        app.MapRetentionReports();
        RetentionApi.Map(app);
        return app;
    }
}
