using Moderation.Moderator.Articles;

namespace Moderation.Moderator;

public static class ArticlesSetup
{
    public static WebApplication MapArticles(this WebApplication app)
    {
        ArticlesApi.Map(app);
        return app;
    }
}
