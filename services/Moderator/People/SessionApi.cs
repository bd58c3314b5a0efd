using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>Who signs in.</summary>
/// <param name="Name">However its letters are cased.</param>
/// <param name="Password">The person's.</param>
/// <param name="Code">
/// Of the app, or a recovery code; asked for with <c>code-required</c> when the person has a second factor.
/// </param>
public sealed record SessionRequest(string Name, string Password, string? Code = null);

/// <summary>Who is signed in.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="Sections">Where; null is every section.</param>
/// <param name="Overturns">What <c>overturner</c> of others' decisions may say where this person takes them back.</param>
/// <param name="AntiforgeryToken">To be sent as <c>X-CSRF-TOKEN</c> with every unsafe call.</param>
/// <param name="MustSetUpSecondFactor">Until then nothing else is allowed.</param>
public sealed record SessionAnswer(
    string Name,
    Role Role,
    IReadOnlyList<string>? Sections,
    IReadOnlyList<Overturner> Overturns,
    string AntiforgeryToken,
    bool MustSetUpSecondFactor
);

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
        api.MapGet("", (HttpContext context, SessionStart start) => TypedResults.Ok(start.Answer(context)));
        var unsafeOnes = app.MapGroup("/api/session").WithTags("session").RequireAuthorization().RequireAntiforgeryToken();
        unsafeOnes.MapDelete("", (Delegate)SignOutAsync);
        unsafeOnes.MapPost("/password", ChangePasswordAsync).ProducesProblem(400).ProducesProblem(429);
    }

    private static async Task<Results<Ok<SessionAnswer>, ProblemHttpResult>> SignInAsync(
        SessionRequest request,
        HttpContext context,
        ModeratorStore moderators,
        SignInLimit limit,
        SecondFactorStore factors,
        SessionStart start,
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
        switch (await factors.CheckAsync(account.Id, request.Code, context.RequestAborted))
        {
            case SecondStep.Missing:
                // No guess at the code; wrong ones stay counted.
                await limit.ForgiveAsync(attempt);
                return Problems.Of(
                    401,
                    "code-required",
                    "Hãy nhập mã xác thực, hoặc đăng nhập bằng passkey.",
                    "Enter the code of your second factor, or sign in with a passkey."
                );
            case SecondStep.Wrong:
                return Problems.Of(
                    401,
                    "wrong-code",
                    "Mã không đúng, đã hết hạn hoặc đã dùng rồi.",
                    "The code is wrong, has expired or was used already."
                );
        }

        await limit.SucceededAsync(attempt);
        devices.Remember(context, account.Id);
        return TypedResults.Ok(await start.RunAsync(account, context));
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
        SessionStart start
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
        return TypedResults.Ok(await start.RunAsync(account, context));

        static ProblemHttpResult Refused(string member, FieldError error) =>
            Problems.Of(
                400,
                "invalid-password",
                "Không đổi được mật khẩu.",
                "The password was not changed.",
                new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal) { [member] = [error] }
            );
    }
}
