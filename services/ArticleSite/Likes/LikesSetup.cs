using Moderation.ArticleSite.Comments;
using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Likes;

public static class LikesSetup
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static void AddLikes(this WebApplicationBuilder builder)
    {
        builder.AddOptions<PublisherOptions>("Publisher");
        builder.Services.AddScoped<ReaderLikes>();
        builder.Services.AddClient<PublisherClient>(provider => provider.GetRequiredService<PublisherOptions>().Url, Timeout);
    }
}
