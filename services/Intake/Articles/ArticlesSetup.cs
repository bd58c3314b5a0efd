using Moderation.ServiceDefaults;

namespace Moderation.Intake.Articles;

public static class ArticlesSetup
{
    public static void AddArticles(this WebApplicationBuilder builder)
    {
        builder.AddOptions<ArticleOptions>("Articles");
        builder.Services.AddSingleton<ArticleStore>();
        builder.Services.AddHostedService<ArticleClosing>();
    }
}
