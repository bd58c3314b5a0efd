using Microsoft.AspNetCore.Mvc;

namespace Moderation.ArticleSite.Pages;

/// <summary>What all pages share: their headers, and error pages that a reader understands.</summary>
public static class PagesSetup
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        // Nobody signs in, so a forged post could borrow no rights; and a form that was opened before a restart still works.
        builder.Services.AddRazorPages(pages =>
            pages.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute()).ConfigureFilter(new KnownMethods())
        );
        builder.Services.AddRouting(routing => routing.LowercaseUrls = true);
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
    }

    /// <summary>Before the routes. Webhooks and health keep their problem details.</summary>
    public static void UsePages(this WebApplication app)
    {
        app.Use(
            (context, next) =>
            {
                context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                return next(context);
            }
        );
        app.UseWhen(
            context => !IsUnder(context, "/webhooks") && !IsUnder(context, "/health"),
            pages => pages.UseExceptionHandler("/loi/500").UseStatusCodePagesWithReExecute("/loi/{0}")
        );
        app.UseRouting();

        static bool IsUnder(HttpContext context, string path) =>
            context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal);
    }
}
