using Moderation.Intake.Archives;
using Moderation.Intake.Authors;
using Moderation.Intake.Site;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake;

/// <summary>What the executable does instead of serving, on the database that the service is configured with.</summary>
internal static class Verbs
{
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args) =>
        CommandLine.RunAsync(
            args,
            "Intake: where comments come in.",
            SiteVerbs.Add(SitesAsync),
            SiteVerbs.SetOrigins(SitesAsync),
            SiteVerbs.AddKey(SitesAsync),
            SiteVerbs.RevokeKey(SitesAsync),
            SiteVerbs.SetReaderKey(SitesAsync),
            SiteVerbs.RequireSignatures(SitesAsync),
            SiteVerbs.ShowSigningSecret(WithKeysAsync),
            SiteVerbs.List(SitesAsync),
            ImportVerb.For(WithKeysAsync),
            ExportVerb.For(WithKeysAsync)
        );

    private static async Task<SiteStore> SitesAsync()
    {
        var app = await OpenAsync(builder => builder.Services.AddSingleton<SiteStore>());
        return app.Services.GetRequiredService<SiteStore>();
    }

    private static Task<WebApplication> WithKeysAsync() =>
        OpenAsync(builder =>
        {
            builder.AddOutboxTable();
            builder.AddAuthors();
            builder.AddTracking();
            builder.AddArchives();
            builder.Services.AddSingleton<SiteStore>();
        });

    private static async Task<WebApplication> OpenAsync(Action<WebApplicationBuilder> add)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults("intake");
        builder.AddDatabase<SiteStore>();
        add(builder);
        var app = builder.Build();
        await app.MigrateAsync(CancellationToken.None);
        return app;
    }
}
