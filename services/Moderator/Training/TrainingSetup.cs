using Moderation.Moderator.Training;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

public static class TrainingSetup
{
    public static WebApplicationBuilder AddTraining(this WebApplicationBuilder builder)
    {
        builder.AddOperation();
        builder.Services.AddSingleton<TrainingStore>();
        return builder;
    }

    public static WebApplication MapTraining(this WebApplication app)
    {
        TrainingApi.Map(app);
        return app;
    }
}
