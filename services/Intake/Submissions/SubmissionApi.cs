using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.Intake.Articles;
using Moderation.Intake.Captchas;
using Moderation.Intake.Limits;
using Moderation.Intake.Mail;
using Moderation.Intake.PhoneCodes;
using Moderation.Intake.Readers;
using Moderation.Intake.Site;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Submissions;

/// <summary>The answer to an accepted comment.</summary>
/// <param name="Id">The comment's id in every table, message and log.</param>
/// <param name="TrackingUrl">Secret: whoever has it sees what becomes of the comment.</param>
public sealed record SubmissionAccepted(Guid Id, Uri TrackingUrl);

/// <summary>Where comments come in.</summary>
public static class SubmissionApi
{
    public static void MapSubmissions(this IEndpointRouteBuilder app)
    {
        app.MapPost("/articles/{articleId}/comments", SubmitAsync)
            .AddEndpointFilter(CommentForms.AnswerWithPagesAsync)
            .Accepts<SubmissionRequest>(RequestBody.Json, RequestBody.Form)
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(422)
            .ProducesProblem(429)
            .ProducesProblem(503);
    }

    private static async Task<Results<Accepted<SubmissionAccepted>, ProblemHttpResult>> SubmitAsync(
        string articleId,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        [FromHeader(Name = SitePolicy.KeyHeader)] string? siteKey,
        HttpContext http,
        SitePolicy site,
        Origins origins,
        ReaderTokens readers,
        MailOptions mail,
        PhonePasses phones,
        TypedPhoneCode typed,
        Reception reception,
        TrackingLinks links
    )
    {
        if (!ArticleId.IsValid(articleId))
            return ArticleId.Invalid();
        var address = http.Connection.RemoteIpAddress;
        var (caller, siteName) = await site.RecogniseAsync(http, siteKey);
        if (caller == Caller.Impostor)
            return SitePolicy.WrongKey();
        if (caller == Caller.Reader && await origins.RefusalOfAsync(http.Request) is { } foreign)
            return foreign;
        var (fields, unreadable) = await RequestBody.ReadAsync(http.Request);
        if (fields is null)
            return unreadable!;
        http.Features.Set(fields);

        var request = SubmissionRequest.From(fields);
        if (caller == Caller.Reader && (request.Article is not null || request.Reader is not null))
            return SitePolicy.NotTheSite();
        if (caller == Caller.Reader && address is not null)
            request = request with { Reader = new(ReaderAddress.Canonical(address), Device: null) };
        var (reader, unverified) = await readers.ReadAsync(request.ReaderToken, siteName);
        if (unverified is not null)
            return unverified;
        if (reader is not null)
            request = request.Of(reader, articleId);
        if (site.ChallengeOf(caller).AsksForCode())
            request = request with { Captcha = request.Captcha ?? new(null, null) };
        if (site.ChallengeOf(caller).AsksForProof())
            request = request with { Altcha = request.Altcha ?? "" };
        if (idempotencyKey is not null)
            request = request with { IdempotencyKey = idempotencyKey };
        var submission = SubmissionRules.Check(articleId, request, fields.Errors);
        if (!mail.IsOn && submission.Email is not null)
            fields.Errors.Add("email", EmailAddress.Off);
        if (caller == Caller.Reader && reader is null && phones.AreAsked)
        {
            var pass = request.PhonePass;
            // A code is spent only where nothing else keeps the comment from being taken but another picture.
            if (HasCode(request) && submission.Phone is { } phone && fields.Errors.All.Keys.All(at => at == CaptchaErrors.Field))
                pass = await typed.ExchangeAsync(request.CodeId, request.PhoneCode, phone, fields);
            phones.Check(submission.Phone, pass, fields.Errors);
        }
        if (fields.Errors.Any)
            return Problems.Of(
                400,
                "invalid-fields",
                "Bình luận chưa hợp lệ, vui lòng sửa các mục được nêu.",
                "The comment is not valid yet; please mend the fields that are named.",
                fields.Errors.All
            );

        switch (await reception.ReceiveAsync(submission with { Site = siteName }, http.RequestAborted))
        {
            case Received.Accepted accepted:
                var url = links.UrlOf(accepted.Id);
                return TypedResults.Accepted(url, new SubmissionAccepted(accepted.Id, url));
            case Received.KeyReused:
                return Problems.Of(
                    422,
                    "idempotency-key-reused",
                    "Idempotency-Key này đã dùng cho một bình luận khác.",
                    "This Idempotency-Key was used for another comment."
                );
            case Received.ChallengeFailed failed:
                fields.Errors.Add(failed.Field, failed.Error);
                return Problems.Of(400, failed.Error.Code, failed.Error.Vi, failed.Error.En, fields.Errors.All);
            case Received.ParentNotPublished:
                var error = SubmissionRules.ParentNotPublished;
                fields.Errors.Add("parentId", error);
                return Problems.Of(409, error.Code, error.Vi, error.En, fields.Errors.All);
            case Received.ArticleNotOpen notOpen:
                return ArticleWords.Refusal(notOpen.Status);
            case Received.TooMany tooMany:
                return LimitProblems.Of(tooMany.Shortage, http.Response);
            default:
                http.Response.Headers.RetryAfter = "5";
                return Problems.Of(
                    503,
                    "not-stored",
                    "Hệ thống đang bận, bình luận chưa được lưu. Vui lòng gửi lại sau ít phút.",
                    "The comment could not be stored. Please send it again in a moment."
                );
        }
    }

    private static bool HasCode(SubmissionRequest request) => (request.CodeId ?? request.PhoneCode) is not null;
}
