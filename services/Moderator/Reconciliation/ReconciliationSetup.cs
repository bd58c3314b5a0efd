using Moderation.Moderator.Reconciliation;

namespace Moderation.Moderator;

public static class ReconciliationSetup
{
    public static WebApplicationBuilder AddReconciliation(this WebApplicationBuilder builder)
    {
        builder.AddComparison();
        builder.Services.AddHostedService<ReconciliationRunner>();
        return builder;
    }

    /// <summary>For the verb, which compares by itself.</summary>
    public static WebApplicationBuilder AddComparison(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReconciliationStore>();
        // A client is short-lived, so that its connections follow a name that moves.
        builder.Services.AddTransient<Reconciler>();
        return builder;
    }

    public static WebApplication MapReconciliation(this WebApplication app)
    {
        ReconciliationsApi.Map(app);
        return app;
    }
}
