using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Intake.Authors;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Site;

/// <summary>The site whose server signed the request.</summary>
internal sealed record SigningSite(string Name);

/// <summary>
/// Requests that a site's server signed (Standard Webhooks 1.0.0, the other way round) instead of showing its key. Each is taken
/// once and for five minutes; whatever is wrong with one is refused before anything is done.
/// </summary>
internal sealed class SignedRequests(
    KnownSites sites,
    AuthorKeyDerivation keys,
    SignedRequestStore requests,
    TimeProvider time
) : IMiddleware
{
    public const string SiteHeader = "X-Site";

    private const int LongestId = 100;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // What is tried again over the database's restart is the same request.
        if (
            context.Request.Headers.ContainsKey(SiteHeader)
            && context.Features.Get<SigningSite>() is null
            && await RefusalOfAsync(context) is { } refusal
        )
            await refusal.ExecuteAsync(context);
        else
            await next(context);
    }

    private async Task<ProblemHttpResult?> RefusalOfAsync(HttpContext context)
    {
        var request = context.Request;
        var (site, signatures) = (One(SiteHeader), One("webhook-signature"));
        var (id, timestamp) = (One("webhook-id"), One("webhook-timestamp"));
        if (id.Length is 0 or > LongestId || !id.All(c => c is > ' ' and <= '~'))
            return Wrong();
        if (!SignedRequest.IsFresh(timestamp, time.GetUtcNow()))
            return Problems.Of(
                403,
                "stale-signature",
                "Chữ ký đã quá 5 phút hoặc đồng hồ của máy chủ sai.",
                "The signature is older than 5 minutes, or the server's clock is wrong."
            );
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        var signed = body.ToArray();
        if (
            await sites.KeyOfAsync(
                site,
                key => SignedRequest.IsGenuine(SigningSecret.Of(keys, key), id, timestamp, signatures, signed)
            )
            is not { } signer
        )
            return Wrong();
        if (!await requests.SpendAsync(site, id))
            return Problems.Of(
                409,
                "signature-used",
                "Yêu cầu có webhook-id này đã được nhận. Muốn gửi lại, hãy ký với webhook-id mới và cùng Idempotency-Key.",
                "This webhook-id was taken. To send the request again, sign it under a new one with the same Idempotency-Key."
            );
        await sites.NoteUseAsync(signer);
        body.Position = 0;
        request.Body = body;
        context.Features.Set(new SigningSite(site));
        return null;

        string One(string header) => request.Headers[header] is [{ } value] ? value : "";
    }

    private static ProblemHttpResult Wrong() =>
        Problems.Of(
            403,
            "wrong-signature",
            "Chữ ký của yêu cầu không đúng.",
            "The signature of the request is wrong."
        );
}
