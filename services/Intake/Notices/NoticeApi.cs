using System.Buffers.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Intake.Limits;
using Moderation.Intake.Mail;
using Moderation.Intake.Pages;
using Moderation.Intake.Push;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Notices;

/// <param name="Email">Where the author wants to be told.</param>
public sealed record NoticeRequest(string? Email);

/// <param name="Endpoint">Of the browser's push service.</param>
/// <param name="Keys">The browser's.</param>
public sealed record BrowserRequest(string? Endpoint, BrowserRequest.KeyMembers? Keys)
{
    public sealed record KeyMembers(string? P256dh, string? Auth);
}

/// <summary>
/// Authors ask to be told by mail or by their browser what becomes of a comment, by its secret link, and confirm or end it by
/// those in the letters. A link that is only followed changes nothing: mail servers follow links too.
/// </summary>
public static class NoticeApi
{
    private static FieldError Withdrawn { get; } =
        new(
            "comment-withdrawn",
            "Bạn đã rút bình luận này, nên không còn gì để thông báo.",
            "You took this comment back, so there is nothing to be told of."
        );

    private static FieldError TooManyBrowsers { get; } =
        new(
            "too-many-browsers",
            "Thông báo của bình luận này đã bật trên nhiều trình duyệt. Hãy tắt trên mọi trình duyệt rồi bật lại ở đây.",
            "Many browsers show notices of this comment already. Please stop them all, then start here again."
        );

    public static void MapNotices(this IEndpointRouteBuilder app)
    {
        app.MapReading("/track/{token}/notices", AskAsync).Produces(200, contentType: "text/html").ProducesProblem(404);
        app.MapPost("/track/{token}/notices", SubscribeAsync)
            .Accepts<NoticeRequest>(RequestBody.Json, RequestBody.Form)
            .Produces<SubmissionState>()
            .Produces(StatusCodes.Status303SeeOther)
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(429);
        app.MapPost("/track/{token}/notices/browser", SubscribeBrowserAsync)
            .Accepts<BrowserRequest>(RequestBody.Json)
            .Produces<SubmissionState>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(415);
        app.MapPost("/track/{token}/notices/browser/stop", StopBrowsersAsync)
            .Produces<SubmissionState>()
            .Produces(StatusCodes.Status303SeeOther)
            .ProducesProblem(404);
        app.MapPost("/track/{token}/notices/stop", StopMailAsync)
            .Produces<SubmissionState>()
            .Produces(StatusCodes.Status303SeeOther)
            .ProducesProblem(404);
        app.MapReading("/notices/{token}/confirm", AskToConfirmAsync)
            .Produces(200, contentType: "text/html")
            .ProducesProblem(404);
        app.MapPost("/notices/{token}/confirm", ConfirmAsync).Produces(200, contentType: "text/html").ProducesProblem(404);
        app.MapReading("/notices/{token}/unsubscribe", AskToEnd).Produces(200, contentType: "text/html").ProducesProblem(404);
        app.MapPost("/notices/{token}/unsubscribe", EndAsync).Produces(200, contentType: "text/html").ProducesProblem(404);
    }

    private static async Task<IResult> AskAsync(
        string token,
        string? lang,
        HttpContext http,
        TrackingStore submissions,
        MailOptions mail,
        PushOptions push
    )
    {
        if (await submissions.FindAsync(token) is not { } found)
            return TrackingApi.Unknown(http, lang);
        FieldError[] errors =
            !mail.IsOn && !push.IsOn ? [EmailAddress.Off]
            : found.Status == SubmissionStatus.Withdrawn ? [Withdrawn]
            : [];
        return await PageAsync(found, token, lang, http, 200, typed: null, errors);
    }

    private static async Task<IResult> SubscribeAsync(
        string token,
        string? lang,
        HttpContext http,
        TrackingStore submissions,
        SubscriptionStore subscriptions,
        MailOptions mail
    )
    {
        if (await submissions.FindAsync(token) is not { } found)
            return TrackingApi.Unknown(http, lang);
        var (fields, unreadable) = await RequestBody.ReadAsync(http.Request);
        if (fields is null)
            return unreadable!;
        var typed = fields.Take("email");
        fields.RefuseTheRest();
        var address = EmailAddress.Check(typed, fields.Errors);
        if (address is null && !fields.Errors.Any)
            fields.Errors.Add("email", EmailAddress.Invalid);
        if (fields.Errors.Any)
            return await RefusedAsync(
                fields.Errors.Invalid(),
                [.. fields.Errors.All.Values.SelectMany(errors => errors)]
            );
        if (!mail.IsOn)
            return await RefusedAsync(ProblemOf(409, EmailAddress.Off), EmailAddress.Off);
        switch (await subscriptions.SubscribeAsync(token, address!))
        {
            case Subscribed.Done:
                return TrackingApi.Changed((await submissions.FindAsync(token))!, token, lang, http);
            case Subscribed.Withdrawn:
                return await RefusedAsync(ProblemOf(409, Withdrawn), Withdrawn);
            case Subscribed.TooMany tooMany:
                var fault = TooMany(LimitProblems.Wait(tooMany.Wait, http.Response));
                return await RefusedAsync(ProblemOf(429, fault), fault);
            default:
                return TrackingApi.Unknown(http, lang);
        }

        async Task<IResult> RefusedAsync(ProblemHttpResult problem, params FieldError[] errors) =>
            TrackingApi.WantsJson(http)
                ? problem
                : await PageAsync(found, token, lang, http, problem.StatusCode, typed, errors);
    }

    private static async Task<IResult> SubscribeBrowserAsync(
        string token,
        string? lang,
        HttpContext http,
        TrackingStore submissions,
        SubscriptionStore subscriptions,
        PushOptions push
    )
    {
        if (await submissions.FindAsync(token) is null)
            return TrackingApi.Unknown(http, lang);
        var (fields, unreadable) = await RequestBody.ReadAsync(http.Request);
        if (fields is null)
            return unreadable!;
        var (endpoint, p256dh, auth) = (fields.Take("endpoint"), fields.Take("keys.p256dh"), fields.Take("keys.auth"));
        fields.TakeObject("keys");
        fields.RefuseTheRest();
        if (!push.IsOn)
            return ProblemOf(409, PushTarget.Off);
        if (PushTarget.Check(endpoint, p256dh, auth, push, fields.Errors) is not { } browser)
            return fields.Errors.Invalid();
        return await subscriptions.SubscribeAsync(token, browser) switch
        {
            Subscribed.Done => TrackingApi.Changed((await submissions.FindAsync(token))!, token, lang, http),
            Subscribed.Withdrawn => ProblemOf(409, Withdrawn),
            Subscribed.TooManyBrowsers => ProblemOf(409, TooManyBrowsers),
            _ => TrackingApi.Unknown(http, lang),
        };
    }

    private static Task<IResult> StopMailAsync(
        string token,
        string? lang,
        HttpContext http,
        TrackingStore submissions,
        SubscriptionStore subscriptions
    ) => StopAsync(token, lang, http, submissions, subscriptions, Channel.Mail, "../notices");

    private static Task<IResult> StopBrowsersAsync(
        string token,
        string? lang,
        HttpContext http,
        TrackingStore submissions,
        SubscriptionStore subscriptions
    ) => StopAsync(token, lang, http, submissions, subscriptions, Channel.Push, "../../notices");

    private static async Task<IResult> StopAsync(
        string token,
        string? lang,
        HttpContext http,
        TrackingStore submissions,
        SubscriptionStore subscriptions,
        string channel,
        string back
    )
    {
        await subscriptions.EndAsync(token, channel);
        if (await submissions.FindAsync(token) is not { } found)
            return TrackingApi.Unknown(http, lang);
        if (TrackingApi.WantsJson(http))
            return TrackingApi.Changed(found, token, lang, http);
        http.Response.KeepPrivate();
        http.Response.Headers.Location = $"{back}{StatusWords.Query(TrackingApi.LanguageOf(lang))}";
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static async Task<IResult> AskToConfirmAsync(
        string token,
        string? lang,
        HttpContext http,
        NoticeLinks links,
        SubscriptionStore subscriptions
    ) =>
        links.Read(token) is { } id && await subscriptions.IsOpenAsync(id)
            ? Page(LetterAct.Confirm, lang, http)
            : Unknown(lang, http);

    private static async Task<IResult> ConfirmAsync(
        string token,
        string? lang,
        HttpContext http,
        NoticeLinks links,
        SubscriptionStore subscriptions
    ) =>
        links.Read(token) is { } id && await subscriptions.ConfirmAsync(id)
            ? Page(LetterAct.Confirmed, lang, http)
            : Unknown(lang, http);

    private static IResult AskToEnd(string token, string? lang, HttpContext http, NoticeLinks links) =>
        links.Read(token) is null ? Unknown(lang, http) : Page(LetterAct.Unsubscribe, lang, http);

    /// <summary>
    /// Also what RFC 8058 has a mail program post by itself: whatever its body is, the link says it all. A second time, nothing
    /// happens.
    /// </summary>
    private static async Task<IResult> EndAsync(
        string token,
        string? lang,
        HttpContext http,
        NoticeLinks links,
        SubscriptionStore subscriptions
    )
    {
        if (links.Read(token) is not { } id)
            return Unknown(lang, http);
        await subscriptions.EndAsync(id);
        return Page(LetterAct.Unsubscribed, lang, http);
    }

    private static IResult Unknown(string? lang, HttpContext http)
    {
        http.Response.KeepPrivate();
        return TrackingApi.WantsJson(http)
            ? Problems.Of(404, "unknown-link", LetterPage.UnknownLink.Vi, LetterPage.UnknownLink.En)
            : Page(LetterAct.Unknown, lang, http, 404);
    }

    private static RazorComponentResult<LetterPage> Page(LetterAct act, string? lang, HttpContext http, int status = 200) =>
        HtmlPage.Of<LetterPage>(http, status, new { Act = act, Language = TrackingApi.LanguageOf(lang) });

    private static async Task<IResult> PageAsync(
        TrackedSubmission submission,
        string token,
        string? lang,
        HttpContext http,
        int status,
        string? typed,
        IReadOnlyList<FieldError> errors
    )
    {
        var services = http.RequestServices;
        var known = await services.GetRequiredService<SubscriptionStore>().FindAsync(submission.Id);
        var push = services.GetRequiredService<PushOptions>();
        return HtmlPage.Of<NoticePage>(
            http,
            status,
            new
            {
                Token = token,
                Language = TrackingApi.LanguageOf(lang),
                Status = known?.Status,
                Address = known?.Address?.Masked,
                Email = typed,
                Errors = FieldErrors.WordsOf(errors),
                MailIsOn = services.GetRequiredService<MailOptions>().IsOn,
                PushKey = push.IsOn ? Base64Url.EncodeToString(push.PublicKey()) : null,
                submission.Browsers,
            },
            withScripts: push.IsOn
        );
    }

    private static FieldError TooMany(Words wait) =>
        new(
            "too-many-letters",
            $"Địa chỉ này vừa được gửi nhiều thư xác nhận. Thư chưa được gửi; vui lòng thử lại sau {wait.Vi}.",
            $"Many letters were sent to this address of late. None was sent now; please try again in {wait.En}."
        );

    private static ProblemHttpResult ProblemOf(int status, FieldError error) =>
        Problems.Of(status, error.Code, error.Vi, error.En);
}
