using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Drift;

/// <summary>What is no longer as it was when the model in use began; nothing until it was counted for the first time.</summary>
public static class DriftApi
{
    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapGet(
                "/api/models/drift",
                Results<Ok<DriftReport>, NoContent> (DriftWatch watch) =>
                    watch.Report is { } report ? TypedResults.Ok(report) : TypedResults.NoContent()
            )
            .WithTags("models")
            .RequireAuthorization(Rights.Watch);
}
