using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Feeds;

public static class FeedsSetup
{
    public static void AddFeeds(this WebApplicationBuilder builder)
    {
        builder.AddOptions<FeedsOptions>("Feeds");
        builder.Services.AddSingleton<FeedStore>();
    }
}
