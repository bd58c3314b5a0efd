using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Likes;

public static class LikesSetup
{
    public static void AddLikes(this WebApplicationBuilder builder)
    {
        builder.AddOptions<LikesOptions>("Likes");
        builder.Services.AddSingleton(services =>
            services.GetRequiredService<LikesOptions>().Passes(services.GetRequiredService<TimeProvider>())
        );
        builder.Services.AddSingleton<LikeStore>();
        builder.AddRetention<LikeRetention>();
        builder.Services.AddCors(cors =>
            cors.AddPolicy(
                LikesApi.Cors,
                // The pass is a header that a page has to know: no browser sends it by itself.
                policy => policy.AllowAnyOrigin().WithMethods("GET", "HEAD", "POST", "PUT", "DELETE").AllowAnyHeader()
            )
        );
    }
}
