using Moderation.Moderator.Batches;

namespace Moderation.Moderator;

public static class BatchesSetup
{
    public static WebApplicationBuilder AddBatches(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ChoiceStore>();
        builder.Services.AddSingleton<SkippedStore>();
        builder.Services.AddSingleton<BatchStore>();
        return builder;
    }

    public static WebApplication MapBatches(this WebApplication app)
    {
        BatchesApi.Map(app);
        return app;
    }
}
