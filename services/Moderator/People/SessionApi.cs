using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>Who signs in.</summary>
public sealed record SessionRequest(string Name, string Password);

/// <summary>Who is signed in.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="Sections">Where; null is every section.</param>
/// <param name="AntiforgeryToken">To be sent as <c>X-CSRF-TOKEN</c> with every unsafe call.</param>
public sealed record SessionAnswer(string Name, Role Role, IReadOnlyList<string>? Sections, string AntiforgeryToken);

/// <summary>A new password for oneself.</summary>
/// <param name="OldPassword">The one that is valid now.</param>
/// <param name="NewPassword">At least 12 characters.</param>
public sealed record PasswordRequest(string? OldPassword = null, string? NewPassword = null);

public static class SessionApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/session").WithTags("session").RequireAuthorization();
        api.MapPost("", SignInAsync).AllowAnonymous().ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        api.MapGet("", (HttpContext context, IAntiforgery antiforgery) => Answer(context, antiforgery));
        var unsafeOnes = app.MapGroup("/api/session").WithTags("session").RequireAuthorization().RequireAntiforgeryToken();
        unsafeOnes.MapDelete("", (Delegate)SignOutAsync);
        unsafeOnes.MapPost("/password", ChangePasswordAsync).ProducesProblem(400).ProducesProblem(429);
    }

    private static async Task<Results<Ok<SessionAnswer>, ProblemHttpResult>> SignInAsync(
        SessionRequest request,
        HttpContext context,
        ModeratorStore moderators,
        SignInLimit limit,
        IAntiforgery antiforgery,
        SessionStore sessions,
        KnownDevices devices
    )
    {
        if (Origin.Refusal(context.Request) is { } foreign)
            return foreign;
        var (attempt, refusal) = await limit.TakeAsync(request.Name, context);
        if (attempt is null)
            return refusal!;
        if (await moderators.SignInAsync(request.Name, request.Password, context.RequestAborted) is not { } account)
            return Problems.Of(401, "wrong-credentials", "Tên hoặc mật khẩu không đúng.", "The name or the password is wrong.");

        await limit.SucceededAsync(attempt);
        devices.Remember(context, account.Id);
        return await StartAsync(account, context, antiforgery, sessions);
    }

    private static async Task<NoContent> SignOutAsync(HttpContext context, SessionStore sessions)
    {
        await sessions.EndAsync(context.User.SessionId(), context.User.Id());
        await context.SignOutAsync();
        return TypedResults.NoContent();
    }

    /// <summary>
    /// All other sessions of the person end; this one goes on with the answer's token. Guesses at the old password count as those
    /// at signing in.
    /// </summary>
    private static async Task<Results<Ok<SessionAnswer>, ProblemHttpResult>> ChangePasswordAsync(
        PasswordRequest request,
        HttpContext context,
        ModeratorStore moderators,
        SignInLimit limit,
        IAntiforgery antiforgery,
        SessionStore sessions
    )
    {
        if (Passwords.ErrorOf(request.NewPassword) is { } error)
            return Refused("newPassword", error);
        var (attempt, refusal) = await limit.TakeAsync(context.User.Identity!.Name!, context);
        if (attempt is null)
            return refusal!;
        if (
            await moderators.ChangePasswordAsync(
                context.User.Id(),
                request.OldPassword ?? "",
                request.NewPassword!,
                context.RequestAborted
            )
            is not { } account
        )
            return Refused(
                "oldPassword",
                new("old-password-wrong", "Mật khẩu hiện tại không đúng.", "The present password is wrong.")
            );

        await limit.SucceededAsync(attempt);
        return await StartAsync(account, context, antiforgery, sessions);

        static ProblemHttpResult Refused(string member, FieldError error) =>
            Problems.Of(
                400,
                "invalid-password",
                "Không đổi được mật khẩu.",
                "The password was not changed.",
                new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal) { [member] = [error] }
            );
    }

    /// <summary>A session that this browser had before ends: its cookie is replaced.</summary>
    private static async Task<Ok<SessionAnswer>> StartAsync(
        Account account,
        HttpContext context,
        IAntiforgery antiforgery,
        SessionStore sessions
    )
    {
        if (context.User.SessionId() is var before && before != Guid.Empty)
            await sessions.EndAsync(before, context.User.Id());
        var id = await sessions.StartAsync(account, Device.Of(context.Request.Headers.UserAgent), context.RequestAborted);
        context.User = Sessions.PrincipalOf(account, id);
        await context.SignInAsync(context.User);
        return Answer(context, antiforgery);
    }

    /// <summary>The token is made for the principal that the request has now.</summary>
    private static Ok<SessionAnswer> Answer(HttpContext context, IAntiforgery antiforgery) =>
        TypedResults.Ok(
            new SessionAnswer(
                context.User.Identity!.Name!,
                context.User.Actor().Role,
                context.User.Sections(),
                antiforgery.GetAndStoreTokens(context).RequestToken!
            )
        );
}
