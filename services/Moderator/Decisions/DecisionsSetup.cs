using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Policy;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

public static class DecisionsSetup
{
    public static WebApplicationBuilder AddDecisions(this WebApplicationBuilder builder)
    {
        JsonColumn.Map<IReadOnlyList<Finding>>();
        JsonColumn.Map<IReadOnlyList<FoundSpan>>();
        JsonColumn.Map<EditedText>();
        builder.AddOptions<DecisionOptions>("Decisions");
        builder.Services.AddSingleton<DecisionLog>();
        builder.Services.AddSingleton<DecisionStore>();
        builder.Services.AddSingleton<UndoStore>();
        builder.Services.AddSingleton<FeatureStore>();
        builder.Services.AddSingleton<HistoryStore>();
        builder.Services.AddSingleton<StatisticsStore>();
        builder.Services.AddSingleton(services => new GroupCommit<DecisionOrder, DecisionResult>(
            services.GetRequiredService<DecisionStore>().DecideAsync
        ));
        return builder;
    }

    public static WebApplication MapDecisions(this WebApplication app)
    {
        DecisionsApi.Map(app);
        return app;
    }
}
