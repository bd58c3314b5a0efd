using Moderation.ServiceDefaults;

namespace Moderation.Intake.Site;

public static class SiteSetup
{
    public static void AddSite(this WebApplicationBuilder builder)
    {
        builder.AddOptions<SiteOptions>("Site");
        builder.Services.AddSingleton<SitePolicy>();
    }
}
