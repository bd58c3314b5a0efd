using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.ServiceDefaults;
using OtpNet;

namespace Moderation.Moderator.People;

/// <summary>One's own second factor.</summary>
/// <param name="IsOn">Whether signing in by password asks for a code.</param>
/// <param name="HasApp">Whether an app shows such codes; otherwise passkeys are the second factor.</param>
/// <param name="IsRequired">Whether one's role must have it.</param>
/// <param name="RecoveryCodes">How many are left.</param>
public sealed record SecondFactorAnswer(bool IsOn, bool HasApp, bool IsRequired, int RecoveryCodes);

/// <summary>The password once more.</summary>
public sealed record PasswordProof(string? Password = null);

/// <param name="Code">Of the app.</param>
public sealed record CodeRequest(string? Code = null);

/// <summary>What the app is to be told, this one time.</summary>
/// <param name="Secret">In base32, to be typed.</param>
/// <param name="Uri"><c>otpauth://</c>, to be opened.</param>
/// <param name="QrCode">The same, to be scanned.</param>
public sealed record SecondFactorStart(string Secret, string Uri, QrCode QrCode);

/// <summary>Shown this one time.</summary>
/// <param name="RecoveryCodes">Each is taken once in place of the app's code.</param>
/// <param name="AntiforgeryToken">Of the session that goes on; null when it is the old one.</param>
public sealed record RecoveryCodesAnswer(IReadOnlyList<string> RecoveryCodes, string? AntiforgeryToken = null);

public static class SecondFactorApi
{
    private const string Issuer = "Kiểm duyệt bình luận";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGroup("/api/me/second-factor").WithTags("session").RequireAuthorization().MapGet("", FindAsync);
        var unsafeOnes = app.MapGroup("/api/me/second-factor")
            .WithTags("session")
            .RequireAuthorization()
            .RequireAntiforgeryToken();
        unsafeOnes.MapPost("", BeginAsync).ProducesProblem(400).ProducesProblem(409).ProducesProblem(429);
        unsafeOnes.MapPost("/confirm", ConfirmAsync).ProducesProblem(400);
        unsafeOnes.MapPost("/remove", RemoveAsync).ProducesProblem(400).ProducesProblem(409).ProducesProblem(429);
        unsafeOnes.MapPost("/recovery-codes", RenewCodesAsync).ProducesProblem(400).ProducesProblem(409).ProducesProblem(429);
    }

    private static async Task<Ok<SecondFactorAnswer>> FindAsync(
        HttpContext context,
        SecondFactorStore factors,
        SecondFactorOptions options
    )
    {
        var state = await factors.StateOfAsync(context.User.Id(), context.RequestAborted);
        var isRequired = options.RequiredFor.Contains(context.User.Actor().Role);
        return TypedResults.Ok(new SecondFactorAnswer(state.IsOn, state.HasApp, isRequired, state.RecoveryCodes));
    }

    private static async Task<Results<Ok<SecondFactorStart>, ProblemHttpResult>> BeginAsync(
        PasswordProof request,
        HttpContext context,
        OwnPassword password,
        SecondFactorStore factors
    )
    {
        if (await password.RefusalAsync(request.Password, context) is { } refusal)
            return refusal;
        if (await factors.BeginAsync(context.User.Id(), context.RequestAborted) is not { } secret)
            return Problems.Of(
                409,
                "second-factor-on",
                "Xác thực hai bước đã được bật.",
                "The second factor is on already."
            );
        var uri = new OtpUri(OtpType.Totp, secret, context.User.Identity!.Name!, Issuer).ToString();
        return TypedResults.Ok(new SecondFactorStart(Base32Encoding.ToString(secret), uri, QrCode.Of(uri)));
    }

    private static async Task<Results<Ok<RecoveryCodesAnswer>, ProblemHttpResult>> ConfirmAsync(
        CodeRequest request,
        HttpContext context,
        SecondFactorStore factors,
        SessionStart start
    )
    {
        if (await factors.ConfirmAsync(context.User.Id(), request.Code ?? "", context.RequestAborted) is not { } confirmed)
            return Problems.Of(
                400,
                "invalid-code",
                "Chưa bật được xác thực hai bước.",
                "The second factor was not turned on.",
                new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal)
                {
                    ["code"] =
                    [
                        new(
                            "wrong-code",
                            "Mã không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trong ứng dụng.",
                            "The code is wrong or has expired. Enter the one that the app shows now."
                        ),
                    ],
                }
            );
        var answer = await start.RunAsync(confirmed.Account, context);
        return TypedResults.Ok(new RecoveryCodesAnswer(confirmed.RecoveryCodes, answer.AntiforgeryToken));
    }

    private static async Task<Results<Ok<SessionAnswer>, ProblemHttpResult>> RemoveAsync(
        PasswordProof request,
        HttpContext context,
        OwnPassword password,
        SecondFactorStore factors,
        SecondFactorOptions options,
        SessionStart start
    )
    {
        if (
            options.RequiredFor.Contains(context.User.Actor().Role)
            && (await factors.StateOfAsync(context.User.Id(), context.RequestAborted)).Passkeys == 0
        )
            return Required();
        if (await password.RefusalAsync(request.Password, context) is { } refusal)
            return refusal;
        return TypedResults.Ok(
            await start.RunAsync(await factors.RemoveAppAsync(context.User.Id(), context.RequestAborted), context)
        );
    }

    private static async Task<Results<Ok<RecoveryCodesAnswer>, ProblemHttpResult>> RenewCodesAsync(
        PasswordProof request,
        HttpContext context,
        OwnPassword password,
        SecondFactorStore factors
    )
    {
        if (await password.RefusalAsync(request.Password, context) is { } refusal)
            return refusal;
        return (await factors.StateOfAsync(context.User.Id(), context.RequestAborted)).IsOn
            ? TypedResults.Ok(new RecoveryCodesAnswer(await factors.RenewCodesAsync(context.User.Id(), context.RequestAborted)))
            : Problems.Of(409, "second-factor-off", "Chưa bật xác thực hai bước.", "The second factor is not on.");
    }

    internal static ProblemHttpResult Required() =>
        Problems.Of(
            409,
            "second-factor-required",
            "Vai trò của bạn phải dùng xác thực hai bước.",
            "Your role must have a second factor."
        );
}
