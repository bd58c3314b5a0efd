using Moderation.Intake.Site;
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
            SiteVerbs.Add(OpenAsync),
            SiteVerbs.SetOrigins(OpenAsync),
            SiteVerbs.AddKey(OpenAsync),
            SiteVerbs.RevokeKey(OpenAsync),
            SiteVerbs.SetReaderKey(OpenAsync),
            SiteVerbs.List(OpenAsync)
        );

    private static async Task<SiteStore> OpenAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults("intake");
        builder.AddDatabase<SiteStore>();
        builder.Services.AddSingleton<SiteStore>();
        var app = builder.Build();
        await app.MigrateAsync(CancellationToken.None);
        return app.Services.GetRequiredService<SiteStore>();
    }
}
