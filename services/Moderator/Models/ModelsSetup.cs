using Moderation.Moderator.Models;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

public static class ModelsSetup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static WebApplicationBuilder AddModels(this WebApplicationBuilder builder)
    {
        builder.AddOptions<ClassifierOptions>("Classifier");
        builder.AddOperated<ClassifierOptions, ClassifierClient>("Classifier", "models", Patience);
        builder.Services.AddSingleton<ComparisonStore>();
        builder.Services.AddTransient<ModelComparison>();
        builder.Services.AddTransient<ModelSuccession>();
        return builder;
    }

    public static WebApplication MapModels(this WebApplication app)
    {
        ModelsApi.Map(app);
        return app;
    }
}
