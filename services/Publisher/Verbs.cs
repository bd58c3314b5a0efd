using System.CommandLine;
using Moderation.Publisher.Webhooks;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher;

/// <summary>What the executable does instead of serving, on the database that the service is configured with.</summary>
internal static class Verbs
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults("publisher");
        builder.AddDatabase<DeliveryStore>();
        builder.Services.AddSingleton<DeliveryStore>();
        await using var app = builder.Build();
        await app.MigrateAsync(CancellationToken.None);
        var store = app.Services.GetRequiredService<DeliveryStore>();
        return await new RootCommand("Webhooks of the Publisher. Without a verb the service runs.")
        {
            WebhookVerbs.Deliveries(store),
            WebhookVerbs.Resend(store),
            WebhookVerbs.Enable(store),
        }
            .Parse(args)
            .InvokeAsync();
    }
}
