using Moderation.Moderator.Webhooks;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

public static class WebhooksSetup
{
    /// <summary>Longer than a site may take to answer a test.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static WebApplicationBuilder AddWebhooks(this WebApplicationBuilder builder)
    {
        builder.AddOptions<PublisherOptions>("Publisher");
        builder.AddOperated<PublisherOptions, PublisherClient>("Publisher", "webhooks", Patience);
        return builder;
    }

    public static WebApplication MapWebhooks(this WebApplication app)
    {
        WebhooksApi.Map(app);
        return app;
    }
}
