using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Comments;

public static class CommentsSetup
{
    private static readonly TimeSpan IntakeTimeout = TimeSpan.FromSeconds(8);

    public static void AddComments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CommentStore>();
        builder.AddOptions<SiteOptions>("Site");
        builder.AddOptions<IntakeOptions>("Intake");
        builder.Services.AddIntakeClient<IntakeClient>();
        builder.Services.AddSingleton<TrackingCookie>();
        builder.Services.AddScoped<SentComments>();
        builder.Services.AddMemoryCache();
        builder.Services.AddScoped<ArticleStates>();
        builder.AddDataProtectionKeys();
    }

    /// <summary>What a client of Intake's has in common with the others.</summary>
    public static void AddIntakeClient<TClient>(this IServiceCollection services)
        where TClient : class =>
        services.AddClient<TClient>(provider => provider.GetRequiredService<IntakeOptions>().Url, IntakeTimeout);
}
