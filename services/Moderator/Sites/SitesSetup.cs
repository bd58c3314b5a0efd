using Moderation.Moderator.Sites;

namespace Moderation.Moderator;

public static class SitesSetup
{
    public static WebApplication MapSites(this WebApplication app)
    {
        SitesApi.Map(app);
        return app;
    }
}
