namespace Moderation.Publisher.Articles;

public static class ArticlesSetup
{
    public static void AddArticles(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<ArticleStore>();
    }
}
