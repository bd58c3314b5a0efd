namespace Moderation.Intake.Pages;

public static class PagesSetup
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        // The first writer that can is asked: before the one that every service has.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, PageProblems>());
    }

    /// <summary>Pages of other origins load the embed, which is nobody's secret.</summary>
    public static void UsePages(this WebApplication app) =>
        app.UseStaticFiles(
            new StaticFileOptions
            {
                OnPrepareResponse = file =>
                {
                    file.Context.Response.Headers.AccessControlAllowOrigin = "*";
                    file.Context.Response.Headers.CacheControl = "public, max-age=300";
                },
            }
        );
}
