using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Desk;

/// <summary>What a person decided last, and may take back.</summary>
public static class RecentApi
{
    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapGroup("/api/me").WithTags("decisions").RequireAuthorization(Rights.Moderate).MapGet("/decisions", ReadAsync);

    private static async Task<Ok<RecentDecisions>> ReadAsync(
        ClaimsPrincipal user,
        RecentStore recent,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await recent.OfAsync(user.Id(), user.Sections(), cancellationToken));
}
