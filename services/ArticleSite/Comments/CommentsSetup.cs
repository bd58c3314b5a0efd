using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Comments;

public static class CommentsSetup
{
    private static readonly TimeSpan IntakeTimeout = TimeSpan.FromSeconds(8);

    public static void AddComments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CommentStore>();
        builder.AddOptions<SiteOptions>("Site");
        var intake = builder.AddOptions<IntakeOptions>("Intake");
        builder
            .Services.AddHttpClient<IntakeClient>(http =>
            {
                http.BaseAddress = new Uri(intake.Url!, "/");
                // Bounds the answer's body, which the pipeline below does not wait for.
                http.Timeout = IntakeTimeout + TimeSpan.FromSeconds(2);
                http.MaxResponseContentBufferSize = 64 * 1024;
            })
            .AddTimeoutAndCircuitBreaker(IntakeTimeout);
        builder.Services.AddSingleton<TrackingCookie>();
        builder.Services.AddScoped<SentComments>();
        builder.AddDataProtectionKeys();
    }
}
