using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>Where a person is signed in, the last used first.</summary>
public sealed record OwnSessions(IReadOnlyList<OwnSession> Sessions);

public static class OwnSessionsApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGroup("/api/me/sessions")
            .WithTags("session")
            .RequireAuthorization()
            .MapGet("", async (ClaimsPrincipal user, SessionStore sessions, CancellationToken cancellationToken) =>
                TypedResults.Ok(new OwnSessions(await sessions.OfAsync(user.Id(), user.SessionId(), cancellationToken)))
            );
        var unsafeOnes = app.MapGroup("/api/me/sessions")
            .WithTags("session")
            .RequireAuthorization()
            .RequireAntiforgeryToken();
        unsafeOnes.MapDelete("", (Delegate)EndAllAsync);
        unsafeOnes.MapDelete("/{id:guid}", EndAsync).ProducesProblem(404);
    }

    /// <summary>This one too.</summary>
    private static async Task<NoContent> EndAllAsync(HttpContext context, SessionStore sessions)
    {
        await sessions.EndAllAsync(context.User.Id());
        await context.SignOutAsync();
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        Guid id,
        ClaimsPrincipal user,
        SessionStore sessions
    ) =>
        await sessions.EndAsync(id, user.Id())
            ? TypedResults.NoContent()
            : Problems.Of(404, "not-found", "Phiên này đã kết thúc.", "This session has ended already.");
}
