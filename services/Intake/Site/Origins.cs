using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Site;

/// <summary>
/// From where readers' browsers may send: the origins that sites named, exactly. While no site names any, forms may come from
/// everywhere, and scripts from nowhere but this service.
/// </summary>
public sealed class Origins(KnownSites sites, TrackingOptions options) : ICorsPolicyProvider
{
    /// <summary>What scripts of a site's pages may do.</summary>
    public async Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (
            !context.Request.Path.StartsWithSegments("/articles", StringComparison.Ordinal)
            || context.Request.Headers.Origin is not [{ } origin]
            || await sites.OfOriginAsync(origin) is null
        )
            return null;
        return new CorsPolicyBuilder(origin)
            .WithMethods("GET", "POST", "PUT")
            .WithHeaders("Content-Type", "Idempotency-Key")
            .WithExposedHeaders("Location", "Retry-After")
            .Build();
    }

    /// <summary>Of a reader's browser; null when it may send.</summary>
    public async Task<ProblemHttpResult?> RefusalOfAsync(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers.Origin is not [{ } origin] || origin == options.PublicUrl!.GetLeftPart(UriPartial.Authority))
            return null;
        return await sites.OfOriginAsync(origin) is null && await sites.NamesOriginsAsync()
            ? Problems.Of(
                403,
                "unknown-origin",
                "Trang này không được gửi bình luận đến tòa soạn.",
                "Comments may not be sent from this page."
            )
            : null;
    }
}
