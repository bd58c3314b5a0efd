namespace Moderation.Publisher.Publications;

public static class PublicationsSetup
{
    public static void AddPublications(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<PublicationStore>();
        builder.Services.AddSingleton<ThreadStore>();
        builder.Services.AddSingleton<ArticleVersions>();
        builder.Services.AddSingleton<PageCache>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ArticleVersions>());
        builder.Services.AddCors(cors =>
            cors.AddDefaultPolicy(policy => policy.AllowAnyOrigin().WithMethods("GET", "HEAD").AllowAnyHeader())
        );
    }

    public static void UsePublications(this WebApplication app) => app.UseCors();
}
