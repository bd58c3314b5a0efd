using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>Which site's page makes a call.</summary>
internal static class Origin
{
    /// <summary>Scripts send no Origin; a browser's must name this host. The scheme may be another behind a proxy.</summary>
    /// <returns>The answer to a page of another site, or null.</returns>
    public static ProblemHttpResult? Refusal(HttpRequest request)
    {
        var own =
            request.Headers.Origin.Count == 0
            || (
                Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
                && string.Equals(
                    origin.Authority,
                    new Uri($"{origin.Scheme}://{request.Host}").Authority,
                    StringComparison.OrdinalIgnoreCase
                )
            );
        return own
            ? null
            : Problems.Of(403, "foreign-origin", "Yêu cầu đến từ một trang khác.", "The request comes from another site.");
    }
}
