using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Learning;

/// <summary>Learns from people's decisions.</summary>
internal static class LearningSetup
{
    public static void AddLearning(this WebApplicationBuilder builder)
    {
        builder.AddOptions<LearningOptions>("Training");
        builder.AddOptions<ModeratorOptions>("Moderator");
        builder.Services.AddHttpClient<DecisionClient>().RemoveAllLoggers();
        builder.Services.AddSingleton<TrainingStore>();
        builder.Services.AddSingleton<LearningJob>();
        builder.Services.AddHostedService<LearningSchedule>();
        builder.Services.AddHostedService<TrainingReadings>();
    }
}
