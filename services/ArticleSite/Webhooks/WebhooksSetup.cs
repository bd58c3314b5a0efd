using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Webhooks;

public static class WebhooksSetup
{
    public static void AddWebhooks(this WebApplicationBuilder builder)
    {
        builder.AddOptions<WebhookOptions>("Webhook");
        builder.Services.AddSingleton<WebhookSignature>();
        builder.Services.AddSingleton<WebhookStore>();
    }
}

/// <summary>The configuration section <c>Webhook</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>As Publisher's configuration holds it.</summary>
    [Configured, WebhookSecret]
    public string Secret { get; set; } = "";
}
