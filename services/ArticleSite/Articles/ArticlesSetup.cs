namespace Moderation.ArticleSite.Articles;

public static class ArticlesSetup
{
    public static void AddArticles(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(Newspaper.Read());
        builder.Services.AddSingleton<ViewStore>();
    }
}
