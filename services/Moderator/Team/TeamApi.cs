using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Team;

/// <summary>What seniors see of the team. Whoever is limited to sections sees what waits, and was decided, in these.</summary>
public static class TeamApi
{
    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapGroup("/api/team")
            .WithTags("team")
            .RequireAuthorization(Rights.SetPolicy)
            .MapGet("", ReadAsync)
            .ProducesProblem(400);

    private static async Task<Results<Ok<TeamPicture>, ProblemHttpResult>> ReadAsync(
        ClaimsPrincipal user,
        TeamStore team,
        CancellationToken cancellationToken,
        int days = 1
    ) =>
        days is 1 or 7
            ? TypedResults.Ok(await team.ReadAsync(TimeSpan.FromDays(days), user.Sections(), cancellationToken))
            : InvalidQuery.Of(
                new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal)
                {
                    ["days"] = [new("days-invalid", "Xem được 1 hoặc 7 ngày.", "One looks back 1 or 7 days.")],
                }
            );
}
