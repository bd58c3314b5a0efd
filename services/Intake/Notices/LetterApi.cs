using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Intake.Pages;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Notices;

/// <summary>
/// Authors confirm or end notices by the links in the letters. A link that is only followed changes nothing: mail servers follow
/// links too.
/// </summary>
public static class LetterApi
{
    public static void MapLetters(this IEndpointRouteBuilder app)
    {
        app.MapReading("/notices/{token}/confirm", AskToConfirmAsync)
            .Produces(200, contentType: "text/html")
            .ProducesProblem(404);
        app.MapPost("/notices/{token}/confirm", ConfirmAsync).Produces(200, contentType: "text/html").ProducesProblem(404);
        app.MapReading("/notices/{token}/unsubscribe", AskToEnd).Produces(200, contentType: "text/html").ProducesProblem(404);
        app.MapPost("/notices/{token}/unsubscribe", EndAsync).Produces(200, contentType: "text/html").ProducesProblem(404);
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
}
