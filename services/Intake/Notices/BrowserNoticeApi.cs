using Moderation.Intake.Push;
using Moderation.Intake.Tracking;

namespace Moderation.Intake.Notices;

/// <param name="Endpoint">Of the browser's push service.</param>
/// <param name="Keys">The browser's.</param>
public sealed record BrowserRequest(string? Endpoint, BrowserRequest.KeyMembers? Keys)
{
    public sealed record KeyMembers(string? P256dh, string? Auth);
}

/// <summary>Authors have their browsers tell them what becomes of a comment, by its secret link.</summary>
public static class BrowserNoticeApi
{
    public static void MapBrowserNotices(this IEndpointRouteBuilder app)
    {
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
            return NoticeErrors.Of(409, PushTarget.Off);
        if (PushTarget.Check(endpoint, p256dh, auth, push, fields.Errors) is not { } browser)
            return fields.Errors.Invalid();
        return await subscriptions.SubscribeAsync(token, browser) switch
        {
            Subscribed.Done => TrackingApi.Changed((await submissions.FindAsync(token))!, token, lang, http),
            Subscribed.Withdrawn => NoticeErrors.Of(409, NoticeErrors.Withdrawn),
            Subscribed.TooManyBrowsers => NoticeErrors.Of(409, NoticeErrors.TooManyBrowsers),
            _ => TrackingApi.Unknown(http, lang),
        };
    }

    private static Task<IResult> StopBrowsersAsync(
        string token,
        string? lang,
        HttpContext http,
        TrackingStore submissions,
        SubscriptionStore subscriptions
    ) => NoticeApi.StopAsync(token, lang, http, submissions, subscriptions, Channel.Push, "../../notices");
}
