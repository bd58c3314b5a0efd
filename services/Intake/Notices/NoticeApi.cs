using System.Buffers.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Intake.Limits;
using Moderation.Intake.Mail;
using Moderation.Intake.Pages;
using Moderation.Intake.Push;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Notices;

/// <param name="Email">Where the author wants to be told.</param>
public sealed record NoticeRequest(string? Email);

/// <summary>Authors ask to be told by mail what becomes of a comment, by its secret link.</summary>
public static class NoticeApi
{
    public static void MapNotices(this IEndpointRouteBuilder app)
    {
        app.MapReading("/track/{token}/notices", AskAsync).Produces(200, contentType: "text/html").ProducesProblem(404);
        app.MapPost("/track/{token}/notices", SubscribeAsync)
            .AddEndpointFilter(BrowserForms.AnswerWithPagesAsync)
            .Accepts<NoticeRequest>(RequestBody.Json, RequestBody.Form)
            .Produces<SubmissionState>()
            .Produces(StatusCodes.Status303SeeOther)
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(429);
        app.MapPost("/track/{token}/notices/stop", StopMailAsync)
            .Produces<SubmissionState>()
            .Produces(StatusCodes.Status303SeeOther)
            .ProducesProblem(404);
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
            : found.Status == SubmissionStatus.Withdrawn ? [NoticeErrors.Withdrawn]
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
            return await RefusedAsync(NoticeErrors.Of(409, EmailAddress.Off), EmailAddress.Off);
        switch (await subscriptions.SubscribeAsync(token, address!))
        {
            case Subscribed.Done:
                return TrackingApi.Changed((await submissions.FindAsync(token))!, token, lang, http);
            case Subscribed.Withdrawn:
                return await RefusedAsync(NoticeErrors.Of(409, NoticeErrors.Withdrawn), NoticeErrors.Withdrawn);
            case Subscribed.TooMany tooMany:
                var fault = NoticeErrors.TooMany(LimitProblems.Wait(tooMany.Wait, http.Response));
                return await RefusedAsync(NoticeErrors.Of(429, fault), fault);
            default:
                return TrackingApi.Unknown(http, lang);
        }

        async Task<IResult> RefusedAsync(ProblemHttpResult problem, params FieldError[] errors) =>
            TrackingApi.WantsJson(http)
                ? problem
                : await PageAsync(found, token, lang, http, problem.StatusCode, typed, errors);
    }

    private static Task<IResult> StopMailAsync(
        string token,
        string? lang,
        HttpContext http,
        TrackingStore submissions,
        SubscriptionStore subscriptions
    ) => StopAsync(token, lang, http, submissions, subscriptions, Channel.Mail, "../notices");

    /// <summary>Ends notices on a channel, and leads a browser back.</summary>
    internal static async Task<IResult> StopAsync(
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
}
