using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Decisions;

public static class DecisionsSetup
{
    public static void AddDecisions(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<DecisionOptions>()
            .BindConfiguration(DecisionOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<DecisionLog>();
        builder.Services.AddSingleton<DecisionStore>();
        builder.Services.AddSingleton<StatisticsStore>();
        builder.Services.AddSingleton(services => new GroupCommit<RequestedDecision, DecisionResult>(
            services.GetRequiredService<DecisionStore>().DecideAsync
        ));
    }
}
