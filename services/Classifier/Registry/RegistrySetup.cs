using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Registry;

/// <summary>The registry of models, which the service can do without for a while.</summary>
internal static class RegistrySetup
{
    public static void AddRegistry(this WebApplicationBuilder builder)
    {
        builder.AddDatabase<RegistryStore>(vital: false);
        builder.AddOperation();
        builder.AddOptions<RegistryOptions>("Registry");
        builder.Services.AddSingleton<RegistryStore>();
        builder.AddRetention<ModelFileRetention>();
        builder.Services.AddSingleton<RegistryFollower>();
        builder.Services.AddHostedService<RegistryBegin>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<RegistryFollower>());
        builder.Services.AddExamination<RegistryExamination>();
    }
}
