using Moderation.Moderator.Erasures;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

public static class ErasuresSetup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static WebApplicationBuilder AddErasures(this WebApplicationBuilder builder)
    {
        builder.AddOptions<IntakeOptions>("Intake");
        builder.AddOperated<IntakeOptions, IntakeClient>("Intake", "sites", Patience);
        builder.Services.AddHttpClient<ErasureClient>().RemoveAllLoggers().AddTimeoutAndCircuitBreaker(Patience);
        return builder;
    }

    public static WebApplication MapErasures(this WebApplication app)
    {
        ErasuresApi.Map(app);
        ErasureRequestsApi.Map(app);
        return app;
    }
}
