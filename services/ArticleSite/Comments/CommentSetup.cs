using Microsoft.Extensions.Options;
using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Comments;

public static class CommentSetup
{
    private static readonly TimeSpan IntakeTimeout = TimeSpan.FromSeconds(8);

    public static void AddComments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CommentStore>();
        builder
            .Services.AddOptions<SiteOptions>()
            .BindConfiguration("Site")
            .Validate(
                o => o.PublicUrl is { IsAbsoluteUri: true } || !builder.Environment.IsProduction(),
                "Site:PublicUrl must be the site's address in Production."
            )
            .ValidateOnStart();
        builder
            .Services.AddOptions<IntakeOptions>()
            .BindConfiguration("Intake")
            .Validate(
                o => o.Url is { IsAbsoluteUri: true },
                "Intake:Url must be the address of Intake, such as http://127.0.0.1:5101."
            )
            .ValidateOnStart();
        builder
            .Services.AddHttpClient<IntakeClient>(
                (services, http) =>
                {
                    http.BaseAddress = new Uri(services.GetRequiredService<IOptions<IntakeOptions>>().Value.Url!, "/");
                    // Bounds the answer's body, which the pipeline below does not wait for.
                    http.Timeout = IntakeTimeout + TimeSpan.FromSeconds(2);
                    http.MaxResponseContentBufferSize = 64 * 1024;
                }
            )
            .AddTimeoutAndCircuitBreaker(IntakeTimeout);
        builder.Services.AddSingleton<TrackingCookie>();
        builder.AddDataProtectionKeys();
    }
}
