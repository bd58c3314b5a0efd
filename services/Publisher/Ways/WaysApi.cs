using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Ways;

/// <summary>Where comments are on their way, for the console.</summary>
public static class WaysApi
{
    public static void AddWays(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<WayStore>();
    }

    public static void MapWays(this IEndpointRouteBuilder app) =>
        app.MapOperation("/ways")
            .MapGet("/{id:guid}", FindAsync)
            .WithSummary("What became of a comment here, and which webhooks told of it");

    /// <param name="id">The comment's.</param>
    /// <param name="ways">Knows them.</param>
    /// <param name="cancellationToken">The console left.</param>
    private static async Task<Ok<Way>> FindAsync(
        Guid id,
        [FromServices] WayStore ways,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await ways.FindAsync(id, cancellationToken));
}
