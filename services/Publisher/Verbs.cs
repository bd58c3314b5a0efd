using Moderation.Publisher.Webhooks;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher;

/// <summary>What the executable does instead of serving, on the database that the service is configured with.</summary>
internal static class Verbs
{
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args) =>
        CommandLine.RunAsync(
            args,
            "Publisher: approved comments, and webhooks that tell of them.",
            WebhookVerbs.Deliveries(OpenAsync),
            WebhookVerbs.Resend(OpenAsync),
            WebhookVerbs.Enable(OpenAsync)
        );

    private static async Task<DeliveryStore> OpenAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults("publisher");
        builder.AddDatabase<DeliveryStore>();
        builder.Services.AddSingleton<DeliveryStore>();
        var app = builder.Build();
        await app.MigrateAsync(CancellationToken.None);
        return app.Services.GetRequiredService<DeliveryStore>();
    }
}
