using System.Text.Json.Serialization;
using Moderation.Contracts;
using Moderation.Moderator.People;

namespace Moderation.Moderator;

/// <summary>What the pages and the API of the console share.</summary>
public static class ConsoleSetup
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    public static void AddConsole(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorPages(options =>
        {
            options
                .Conventions.AuthorizeFolder("/")
                .AllowAnonymousToPage("/Login")
                .AllowAnonymousToPage("/Invitation")
                .AllowAnonymousToPage("/Refused")
                .AuthorizePage("/People", Rights.ManagePeople)
                .AuthorizePage("/Lanes", Rights.SetPolicy)
                .AuthorizePage("/Queues", Rights.SetPolicy)
                .AuthorizePage("/Team", Rights.SetPolicy)
                .AuthorizePage("/Agreement", Rights.SetPolicy)
                .AuthorizePage("/Flow", Rights.Watch)
                .AuthorizePage("/Models", Rights.Watch)
                .AuthorizePage("/Webhooks", Rights.Operate)
                .AuthorizePage("/Erasures", Rights.Operate)
                .AuthorizePage("/Faults", Rights.Operate)
                .AuthorizePage("/Retention", Rights.Operate)
                .AuthorizePage("/Articles", Rights.SetPolicy)
                .AuthorizePage("/Sites", Rights.ManagePeople);
            options.Conventions.AddPageRoute("/Index", "/comments/{id:guid}");
        });
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            ContractJson.Configure(options.SerializerOptions);
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.RespectNullableAnnotations = true;
            options.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
    }

    public static void UseConsole(this WebApplication app)
    {
        app.Use(
            (context, next) =>
            {
                context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
                    context.Response.Headers.CacheControl = "no-cache, no-store";
                return next(context);
            }
        );
        app.UseWhen(
            context => IsPageRequest(context.Request),
            pages => pages.UseStatusCodePagesWithReExecute("/refused/{0}")
        );
        app.UseStaticFiles(
            new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache" }
        );
        // Behind what shows another page instead, so that this one is routed as well.
        app.UseRouting();
    }

    /// <summary>Who opens a page reads why it is not shown; whatever else asks gets problem details.</summary>
    private static bool IsPageRequest(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static void MapConsole(this WebApplication app) => app.MapRazorPages();
}
