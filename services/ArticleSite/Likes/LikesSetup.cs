using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Likes;

public static class LikesSetup
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static void AddLikes(this WebApplicationBuilder builder)
    {
        builder.AddOptions<PublisherOptions>("Publisher");
        builder.Services.AddScoped<ReaderLikes>();
        builder
            .Services.AddHttpClient<PublisherClient>(
                (provider, http) =>
                {
                    if (provider.GetRequiredService<PublisherOptions>().Url is { } url)
                        http.BaseAddress = new Uri(url, "/");
                    http.Timeout = Timeout + TimeSpan.FromSeconds(2);
                    http.MaxResponseContentBufferSize = 64 * 1024;
                }
            )
            .AddTimeoutAndCircuitBreaker(Timeout);
    }
}
