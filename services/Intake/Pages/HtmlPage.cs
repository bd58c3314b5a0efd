using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Moderation.Intake.Pages;

/// <summary>Pages for one reader's eyes.</summary>
public static class HtmlPage
{
    /// <param name="http">The request that it answers.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="parameters">The page's parameters, by name.</param>
    /// <param name="withScripts">The page has scripts of this service.</param>
    public static RazorComponentResult<TPage> Of<TPage>(
        HttpContext http,
        int status,
        object parameters,
        bool withScripts = false
    )
        where TPage : IComponent
    {
        http.Response.KeepPrivate();
        http.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            + (withScripts ? "; script-src 'self'; connect-src 'self'" : "");
        return new RazorComponentResult<TPage>(parameters) { StatusCode = status, PreventStreamingRendering = true };
    }

    /// <summary>Nobody else stores the answer, searches it or learns its address.</summary>
    public static void KeepPrivate(this HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        // With "no-referrer" a browser would not say either that the page's own form comes from here.
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers["X-Robots-Tag"] = "noindex";
    }

    /// <summary>Whether the Accept header names one media type before another; not when it names neither.</summary>
    public static bool Prefers(this HttpRequest request, string type, string over)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality(type) > Quality(over);

        double Quality(string name) =>
            accepted
                .Where(a => a.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase))
                .Select(a => a.Quality ?? 1)
                .DefaultIfEmpty(0)
                .Max();
    }
}
