using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>Who signs in.</summary>
public sealed record SessionRequest(string Name, string Password);

/// <summary>Who is signed in.</summary>
/// <param name="Name">The moderator's name.</param>
/// <param name="AntiforgeryToken">To be sent as <c>X-CSRF-TOKEN</c> with every unsafe call.</param>
public sealed record SessionAnswer(string Name, string AntiforgeryToken);

public static class SessionApi
{
    public static void MapSession(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/session").WithTags("session");
        api.MapPost("", SignInAsync).AllowAnonymous().ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        api.MapGet("", (HttpContext context, IAntiforgery antiforgery) => Answer(context, antiforgery));
        app.MapGroup("/api/session").WithTags("session").RequireAntiforgeryToken().MapDelete("", (Delegate)SignOutAsync);
    }

    private static async Task<Results<Ok<SessionAnswer>, ProblemHttpResult>> SignInAsync(
        SessionRequest request, HttpContext context, ModeratorStore moderators, SignInLimit limit, IAntiforgery antiforgery)
    {
        if (!ComesFromHere(context.Request))
            return Problems.Of(403, "foreign-origin", "Yêu cầu đến từ một trang khác.", "The request comes from another site.");
        if (limit.Refusal(context) is { } refusal)
            return refusal;
        if (await moderators.SignInAsync(request.Name, request.Password, context.RequestAborted) is not { } account)
        {
            limit.CountFailure(context);
            return Problems.Of(401, "wrong-credentials", "Tên hoặc mật khẩu không đúng.", "The name or the password is wrong.");
        }

        context.User = Sessions.PrincipalOf(account);
        await context.SignInAsync(context.User);
        return Answer(context, antiforgery);
    }

    private static async Task<NoContent> SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync();
        return TypedResults.NoContent();
    }

    /// <summary>The token is made for the principal that the request has now.</summary>
    private static Ok<SessionAnswer> Answer(HttpContext context, IAntiforgery antiforgery) => TypedResults.Ok(
        new SessionAnswer(context.User.FindFirstValue(ClaimTypes.Name)!, antiforgery.GetAndStoreTokens(context).RequestToken!));

    /// <summary>Scripts send no Origin; a browser's must name this host. The scheme may be another behind a proxy.</summary>
    private static bool ComesFromHere(HttpRequest request) =>
        request.Headers.Origin.Count == 0
        || (Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
            && string.Equals(origin.Authority, new Uri($"{origin.Scheme}://{request.Host}").Authority, StringComparison.OrdinalIgnoreCase));
}
