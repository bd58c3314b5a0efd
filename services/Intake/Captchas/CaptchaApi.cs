using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.Intake.Authors;
using Moderation.Intake.Pages;
using Moderation.Intake.Site;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Captchas;

/// <summary>A code that was made.</summary>
/// <param name="Id">The id under which it was asked for; it goes with the comment, beside what the reader typed.</param>
/// <param name="ExpiresAt">From then on it is worth nothing.</param>
/// <param name="Picture">Path of a PNG that shows it.</param>
/// <param name="Audio">Path of a WAV file that says it in Vietnamese.</param>
public sealed record CaptchaMade(Guid Id, DateTimeOffset ExpiresAt, string Picture, string Audio);

/// <summary>What may be sent with the wish for a code.</summary>
public sealed record CaptchaRequest(CaptchaRequest.ReaderMembers? Reader)
{
    /// <summary>Only from the site's server.</summary>
    public sealed record ReaderMembers(string? Address);
}

/// <summary>Codes in pictures, one for each comment.</summary>
public static class CaptchaApi
{
    public static void MapCaptchas(this IEndpointRouteBuilder app)
    {
        app.MapPut("/articles/{articleId}/captchas/{id:guid}", MakeAsync)
            .Accepts<CaptchaRequest>(isOptional: true, RequestBody.Json, RequestBody.Form)
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(409)
            .ProducesProblem(429);
        app.MapReading("/captchas/{id:guid}/picture", PictureAsync).Produces(200, contentType: "image/png").ProducesProblem(404);
        app.MapReading("/captchas/{id:guid}/audio", AudioAsync).Produces(200, contentType: "audio/wav").ProducesProblem(404);
    }

    [Repeatable]
    private static async Task<Results<Ok<CaptchaMade>, ProblemHttpResult>> MakeAsync(
        string articleId,
        Guid id,
        [FromHeader(Name = SitePolicy.KeyHeader)] string? siteKey,
        HttpContext http,
        SitePolicy site,
        AuthorKeyDerivation keys,
        CaptchaStore captchas
    )
    {
        http.Response.KeepPrivate();
        if (!ArticleId.IsValid(articleId))
            return ArticleId.Invalid();
        var (caller, _) = await site.RecogniseAsync(http, siteKey);
        if (caller == Caller.Impostor)
            return SitePolicy.WrongKey();
        var (address, problem) = await AddressAsync(http, caller);
        if (problem is not null)
            return problem;
        var made = await captchas.MakeAsync(id, articleId, KeyOf(keys, address));
        if (made is null)
        {
            http.Response.Headers.RetryAfter = "60";
            return Problems.Of(
                429,
                "too-many-captchas",
                "Quá nhiều mã xác nhận đang được dùng từ địa chỉ mạng của bạn. Bạn hãy thử lại sau ít phút.",
                "Too many codes are in use from your network address. Please try again in a few minutes."
            );
        }
        var fault =
            made.Expired ? CaptchaErrors.Expired
            : made.Status != CaptchaStatus.Open ? CaptchaErrors.Used
            : made.ArticleId != articleId ? CaptchaErrors.OtherArticle
            : null;
        return fault is null
            ? TypedResults.Ok(new CaptchaMade(id, made.ExpiresAt, $"/captchas/{id}/picture", $"/captchas/{id}/audio"))
            : Problems.Of(409, fault.Code, fault.Vi, fault.En);
    }

    /// <summary>Under which the codes of one address are counted.</summary>
    public static string? KeyOf(AuthorKeyDerivation keys, string? address) =>
        address is null ? null : keys.Of("prefix", ReaderAddress.Prefix(address));

    private static async Task<IResult> PictureAsync(Guid id, HttpContext http, CaptchaStore captchas, CaptchaCodes codes)
    {
        http.Response.KeepPrivate();
        return await captchas.FindOpenAsync(id) is { } captcha
            ? TypedResults.Bytes(
                CaptchaPicture.Draw(codes.CodeOf(captcha), codes.RandomOf("picture", captcha)),
                "image/png"
            )
            : Unknown();
    }

    private static async Task<IResult> AudioAsync(Guid id, HttpContext http, CaptchaStore captchas, CaptchaCodes codes)
    {
        http.Response.KeepPrivate();
        return await captchas.FindOpenAsync(id) is { } captcha
            ? TypedResults.Bytes(CaptchaAudio.Speak(codes.CodeOf(captcha), codes.RandomOf("audio", captcha)), "audio/wav")
            : Unknown();
    }

    private static ProblemHttpResult Unknown() =>
        Problems.Of(404, CaptchaErrors.Expired.Code, CaptchaErrors.Expired.Vi, CaptchaErrors.Expired.En);

    /// <summary>The address of the reader for whom it is: that of the connection, or what the site's server says.</summary>
    private static async Task<(string? Address, ProblemHttpResult? Problem)> AddressAsync(HttpContext http, Caller caller)
    {
        var fields = new RequestFields();
        if (http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0)
        {
            var (read, unreadable) = await RequestBody.ReadAsync(http.Request);
            if (read is null)
                return (null, unreadable);
            fields = read;
        }
        var given = fields.Take("reader.address");
        fields.TakeObject("reader");
        fields.RefuseTheRest();
        if (caller == Caller.Reader && given is not null)
            return (null, SitePolicy.NotTheSite());
        var address = ReaderAddress.Check(given, fields.Errors);
        if (fields.Errors.Any)
            return (null, fields.Errors.Invalid());
        var own = http.Connection.RemoteIpAddress;
        return (caller == Caller.Reader && own is not null ? ReaderAddress.Canonical(own) : address, null);
    }
}
