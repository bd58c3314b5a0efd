using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>Who signs in with a passkey, in place of name, password and code.</summary>
/// <param name="Credential">As <c>PublicKeyCredential.toJSON()</c> writes it.</param>
/// <param name="Name">Of who must be the passkey's owner, where a page waits for them; null is anybody.</param>
public sealed record PasskeySessionRequest(JsonElement Credential, string? Name = null);

public static class PasskeySessionApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/session/passkey").WithTags("session").AllowAnonymous();
        api.MapPost("/options", BeginAsync).ProducesProblem(403).ProducesProblem(409);
        api.MapPost("", SignInAsync).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409);
    }

    /// <summary>What <c>navigator.credentials.get</c> is asked, for this browser and once. It names nobody.</summary>
    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> BeginAsync(
        HttpContext context,
        PasskeyPlace place,
        PasskeyChallenges challenges,
        IPasskeyHandler<Account> passkeys
    )
    {
        if (Origin.Refusal(context.Request) is { } foreign)
            return foreign;
        if (place.Refusal(context.Request) is { } elsewhere)
            return elsewhere;
        var options = await passkeys.MakeRequestOptionsAsync(null, context);
        await challenges.KeepAsync(context, options.AssertionState!);
        return TypedResults.Content(options.RequestOptionsJson, "application/json");
    }

    /// <summary>
    /// The authenticator has asked its owner for a finger, a face or a number: that is two factors. Nobody guesses a signature,
    /// so nothing is counted.
    /// </summary>
    private static async Task<Results<Ok<SessionAnswer>, ProblemHttpResult>> SignInAsync(
        PasskeySessionRequest request,
        HttpContext context,
        PasskeyPlace place,
        PasskeyChallenges challenges,
        PasskeyStore store,
        IPasskeyHandler<Account> passkeys,
        SessionStart start,
        KnownDevices devices
    )
    {
        if (Origin.Refusal(context.Request) is { } foreign)
            return foreign;
        if (place.Refusal(context.Request) is { } elsewhere)
            return elsewhere;
        if (await challenges.TakeAsync(context) is not { } state)
            return PasskeysApi.Expired();
        var asserted = await passkeys.PerformAssertionAsync(
            new PasskeyAssertionContext
            {
                HttpContext = context,
                CredentialJson = request.Credential.GetRawText(),
                AssertionState = state,
            }
        );
        if (!asserted.Succeeded && Resilience.IsDatabaseAway(asserted.Failure))
            throw asserted.Failure;
        if (
            !asserted.Succeeded
            || (request.Name is { } name && ModeratorStore.Canonical(name) != asserted.User.Name)
            || !await store.UseAsync(asserted.Passkey, context.RequestAborted)
        )
            return Problems.Of(
                401,
                "passkey-refused",
                "Passkey này không đăng nhập được ở đây.",
                "This passkey does not sign in here."
            );
        devices.Remember(context, asserted.User.Id);
        return TypedResults.Ok(await start.RunAsync(asserted.User, context));
    }
}
