using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>One's own passkeys.</summary>
/// <param name="Passkeys">The oldest first.</param>
/// <param name="NotHere">Why none can be added where the page was opened; null when one can.</param>
public sealed record OwnPasskeys(IReadOnlyList<OwnPasskey> Passkeys, PasskeyRefusal? NotHere);

/// <param name="Code">Stable.</param>
/// <param name="Vi">In Vietnamese.</param>
/// <param name="En">In English.</param>
public sealed record PasskeyRefusal(string Code, string Vi, string En);

/// <summary>A passkey that the browser made.</summary>
/// <param name="Name">What the person calls it, 1 to 60 characters.</param>
/// <param name="Credential">As <c>PublicKeyCredential.toJSON()</c> writes it.</param>
public sealed record NewPasskey(string? Name, JsonElement Credential);

public static class PasskeysApi
{
    private static readonly TextRule NameRule = new("Tên passkey", "passkey's name", 60) { Required = true };

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGroup("/api/me/passkeys").WithTags("session").RequireAuthorization().MapGet("", ReadAsync);
        var unsafeOnes = app.MapGroup("/api/me/passkeys").WithTags("session").RequireAuthorization().RequireAntiforgeryToken();
        unsafeOnes.MapPost("/options", BeginAsync).ProducesProblem(400).ProducesProblem(409).ProducesProblem(429);
        unsafeOnes.MapPost("", AddAsync).ProducesProblem(400).ProducesProblem(409);
        unsafeOnes
            .MapPost("/{id:guid}/remove", RemoveAsync)
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(429);
    }

    private static async Task<Ok<OwnPasskeys>> ReadAsync(HttpContext context, PasskeyStore passkeys, PasskeyPlace place) =>
        TypedResults.Ok(
            new OwnPasskeys(
                await passkeys.OfAsync(context.User.Id(), context.RequestAborted),
                place.Refusal(context.Request)?.ProblemDetails.Extensions is { } words
                    ? new PasskeyRefusal((string)words["code"]!, (string)words["vi"]!, (string)words["en"]!)
                    : null
            )
        );

    /// <summary>What <c>navigator.credentials.create</c> is asked, for this session and once.</summary>
    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> BeginAsync(
        PasswordProof request,
        HttpContext context,
        OwnPassword password,
        PasskeyPlace place,
        PasskeyChallenges challenges,
        IPasskeyHandler<Account> passkeys
    )
    {
        if (place.Refusal(context.Request) is { } elsewhere)
            return elsewhere;
        if (await password.RefusalAsync(request.Password, context) is { } refusal)
            return refusal;
        var name = context.User.Identity!.Name!;
        var options = await passkeys.MakeCreationOptionsAsync(
            new PasskeyUserEntity
            {
                Id = context.User.Id().ToString(),
                Name = name,
                DisplayName = name,
            },
            context
        );
        await challenges.KeepAsync(context.User.SessionId(), options.AttestationState!);
        return TypedResults.Content(options.CreationOptionsJson, "application/json");
    }

    private static async Task<Results<Ok<RecoveryCodesAnswer>, ProblemHttpResult>> AddAsync(
        NewPasskey request,
        HttpContext context,
        PasskeyPlace place,
        PasskeyChallenges challenges,
        PasskeyStore store,
        IPasskeyHandler<Account> passkeys,
        SessionStart start
    )
    {
        if (place.Refusal(context.Request) is { } elsewhere)
            return elsewhere;
        if (NameRule.Check(request.Name) is var (name, errors) && errors.Count > 0)
            return Problems.Of(
                400,
                "invalid-passkey",
                "Chưa thêm được passkey.",
                "The passkey was not added.",
                new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal) { ["name"] = errors }
            );
        if (await challenges.TakeAsync(context.User.SessionId()) is not { } state)
            return Expired();
        var attested = await passkeys.PerformAttestationAsync(
            new PasskeyAttestationContext
            {
                HttpContext = context,
                CredentialJson = request.Credential.GetRawText(),
                AttestationState = state,
            }
        );
        if (!attested.Succeeded)
            return Resilience.IsDatabaseAway(attested.Failure)
                ? throw attested.Failure
                : Problems.Of(
                    400,
                    "passkey-refused",
                    "Passkey không hợp lệ hoặc đã được dùng ở đây rồi.",
                    "The passkey is not valid, or is in use here already."
                );
        var result = await store.AddAsync(context.User.Id(), name!, attested.Passkey, context.RequestAborted);
        return result is PasskeyResult.Done done
            ? TypedResults.Ok(
                new RecoveryCodesAnswer(done.RecoveryCodes, (await start.RunAsync(done.Account, context)).AntiforgeryToken)
            )
            : Refusal(result);
    }

    private static async Task<Results<Ok<SessionAnswer>, ProblemHttpResult>> RemoveAsync(
        Guid id,
        PasswordProof request,
        HttpContext context,
        OwnPassword password,
        PasskeyStore store,
        SecondFactorOptions options,
        SessionStart start
    )
    {
        if (await password.RefusalAsync(request.Password, context) is { } refusal)
            return refusal;
        var mustKeepOne = options.RequiredFor.Contains(context.User.Actor().Role);
        var result = await store.RemoveAsync(context.User.Id(), id, mustKeepOne, context.RequestAborted);
        return result is PasskeyResult.Done done
            ? TypedResults.Ok(await start.RunAsync(done.Account, context))
            : Refusal(result);
    }

    internal static ProblemHttpResult Expired() =>
        Problems.Of(
            400,
            "passkey-expired",
            "Yêu cầu passkey đã hết hạn hoặc đã dùng. Hãy thử lại.",
            "The request for a passkey has expired or was used. Please try again."
        );

    private static ProblemHttpResult Refusal(PasskeyResult result) =>
        result switch
        {
            PasskeyResult.TooMany => Problems.Of(
                409,
                "too-many-passkeys",
                $"Mỗi người có tối đa {PasskeyStore.Most} passkey; hãy gỡ bớt.",
                $"One person has at most {PasskeyStore.Most} passkeys; remove one."
            ),
            PasskeyResult.Known => Problems.Of(
                409,
                "passkey-known",
                "Passkey này đã được dùng ở đây rồi.",
                "This passkey is in use here already."
            ),
            PasskeyResult.LastFactor => SecondFactorApi.Required(),
            _ => Problems.Of(404, "not-found", "Không tìm thấy passkey này.", "There is no such passkey."),
        };
}
