using Moderation.Moderator.Policy;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator;

public static class PolicySetup
{
    public static WebApplicationBuilder AddPolicy(this WebApplicationBuilder builder)
    {
        JsonColumn.Map<PolicySettings>();
        JsonColumn.Map<IReadOnlyList<Change>>();
        builder.AddOptions<PolicyOptions>("Policy");
        var first = builder.Configuration.Read<PolicySettings>(builder.Environment, "Policy");
        builder.Services.AddSingleton(first);
        builder.Services.AddSingleton<Rulebooks>();
        builder.Services.AddSingleton<RecentTexts>();
        builder.Services.AddSingleton<EvidenceStore>();
        builder.Services.AddSingleton<PolicyStore>();
        builder.Services.AddSingleton<DryRun>();
        builder.Services.AddHostedService<FirstPolicy>();
        return builder;
    }

    public static WebApplication MapPolicy(this WebApplication app)
    {
        PolicyApi.Map(app);
        return app;
    }

    /// <summary>
    /// Writes the configured policy down as the first version when the service starts, not when the first comment comes.
    /// </summary>
    private sealed class FirstPolicy(NpgsqlDataSource database, Rulebooks rulebooks) : BeforeStart
    {
        public override async Task RunAsync(CancellationToken cancellationToken)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await rulebooks.CurrentAsync(connection);
        }
    }
}
