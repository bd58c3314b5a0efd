using Microsoft.AspNetCore.Cors.Infrastructure;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Site;

public static class SiteSetup
{
    public static void AddSite(this WebApplicationBuilder builder)
    {
        builder.AddOptions<SiteOptions>("Site");
        builder.Services.AddSingleton<SiteStore>();
        builder.Services.AddSingleton<KnownSites>();
        builder.Services.AddSingleton<SitePolicy>();
        builder.Services.AddSingleton<Origins>();
        builder.Services.AddSingleton<SignedRequestStore>();
        builder.Services.AddSingleton<SignedRequests>();
        builder.Services.AddCors();
        builder.Services.AddSingleton<ICorsPolicyProvider>(services => services.GetRequiredService<Origins>());
    }

    public static void UseSite(this WebApplication app)
    {
        app.UseCors();
        app.UseMiddleware<SignedRequests>();
    }
}
