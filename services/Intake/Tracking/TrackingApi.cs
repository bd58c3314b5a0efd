using Moderation.Contracts;
using Moderation.Intake.Mail;
using Moderation.Intake.Pages;
using Moderation.Intake.Push;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Tracking;

/// <summary>What became of a comment, as JSON.</summary>
/// <param name="Id">The comment.</param>
/// <param name="ArticleId">Its article.</param>
/// <param name="Status"><c>pending</c>, <c>approved</c>, <c>rejected</c>, <c>retracted</c> or <c>withdrawn</c>.</param>
/// <param name="Reason">Why it was rejected; otherwise null.</param>
/// <param name="Vi">Status and reason in words.</param>
/// <param name="En">Status and reason in words.</param>
/// <param name="SubmittedAt">When it came in.</param>
/// <param name="DecidedAt">When the last decision was made.</param>
/// <param name="Edited">Whether the newsroom changed the text that it published.</param>
/// <param name="Shown">Whether readers see it: an approved reply is seen only while all that it answers is.</param>
/// <param name="DecidedBy">
/// Of a rejection, <c>person</c>, or <c>rule</c> when no person decided; null when that is not known.
/// </param>
/// <param name="Rule">What that rule is called.</param>
/// <param name="Appeal"><c>open</c>, <c>upheld</c> or <c>overturned</c>; null without an appeal.</param>
/// <param name="ErasureAskedAt">When its author asked that its data be erased.</param>
/// <param name="ErasureDoneAt">When they were gone from everywhere.</param>
/// <param name="Revision">Counts its author's corrections, from 1.</param>
/// <param name="DecidedRevision">
/// The revision that the decision is on. An approved one is shown until the newest is decided.
/// </param>
/// <param name="ArticleHeadline">Its article's headline, if the site sent it.</param>
/// <param name="CorrectableUntil">Until then its author may correct it; null when they may not.</param>
/// <param name="MailNotices">
/// Of the address at which its author wants to be told, <c>unconfirmed</c>, <c>confirmed</c> or <c>failed</c>; null without one.
/// </param>
/// <param name="Browsers">How many browsers show notices of it.</param>
public sealed record SubmissionState(
    Guid Id,
    string ArticleId,
    string Status,
    string? Reason,
    string Vi,
    string En,
    DateTimeOffset SubmittedAt,
    DateTimeOffset? DecidedAt,
    bool Edited,
    bool Shown,
    string? DecidedBy,
    Words? Rule,
    string? Appeal,
    DateTimeOffset? ErasureAskedAt,
    DateTimeOffset? ErasureDoneAt,
    int Revision,
    int? DecidedRevision,
    string? ArticleHeadline,
    DateTimeOffset? CorrectableUntil,
    string? MailNotices,
    int Browsers
);

/// <summary>The secret page on which a reader follows a comment.</summary>
public static class TrackingApi
{
    public static void MapTracking(this IEndpointRouteBuilder app)
    {
        app.MapReading("/track", List).Produces(200, contentType: "text/html");
        app.MapReading("/track/{token}", TrackAsync)
            .Produces<SubmissionState>()
            .Produces(200, contentType: "text/html")
            .ProducesProblem(404);
    }

    private static async Task<IResult> TrackAsync(
        string token,
        string? lang,
        HttpContext http,
        TrackingStore submissions,
        MailOptions mail,
        PushOptions push
    )
    {
        if (await submissions.FindAsync(token) is not { } found)
            return Unknown(http, lang);
        http.Response.KeepPrivate();
        return WantsJson(http)
            ? TypedResults.Ok(StateOf(found))
            : HtmlPage.Of<TrackingPage>(
                http,
                200,
                new
                {
                    Token = token,
                    Submission = found,
                    Language = LanguageOf(lang),
                    NoticesAreOn = mail.IsOn || push.IsOn,
                }
            );
    }

    private static IResult List(string? lang, HttpContext http) =>
        HtmlPage.Of<OwnCommentsPage>(http, 200, new { Language = LanguageOf(lang) }, withScripts: true);

    internal static Language LanguageOf(string? lang) => lang == "en" ? Language.English : Language.Vietnamese;

    /// <summary>The answer to a link that nobody has.</summary>
    internal static IResult Unknown(HttpContext http, string? lang)
    {
        http.Response.KeepPrivate();
        return WantsJson(http)
            ? Problems.Of(404, "unknown-link", StatusWords.Unknown.Vi, StatusWords.Unknown.En)
            : HtmlPage.Of<TrackingPage>(http, 404, new { Language = LanguageOf(lang) });
    }

    /// <summary>
    /// The answer to a reader's act: how the comment stands since, or for a browser the way to the page that says so.
    /// </summary>
    internal static IResult Changed(TrackedSubmission submission, string token, string? lang, HttpContext http)
    {
        if (!WantsJson(http))
            return BackTo(token, lang, http);
        http.Response.KeepPrivate();
        return TypedResults.Ok(StateOf(submission));
    }

    /// <summary>From a page beneath the tracking page to it.</summary>
    internal static IResult BackTo(string token, string? lang, HttpContext http)
    {
        http.Response.KeepPrivate();
        http.Response.Headers.Location = $"../{Uri.EscapeDataString(token)}{StatusWords.Query(LanguageOf(lang))}";
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    internal static bool WantsJson(HttpContext http) => http.Request.Prefers("application/json", over: "text/html");

    private static SubmissionState StateOf(TrackedSubmission submission)
    {
        var words = StatusWords.Explain(submission);
        return new(
            submission.Id,
            submission.ArticleId,
            submission.Status,
            submission.Reason,
            words.Vi,
            words.En,
            submission.SubmittedAt,
            submission.DecidedAt,
            submission.Edited,
            submission.Shown,
            submission.DecidedBy,
            submission.Rule,
            submission.AppealState,
            submission.ErasureAskedAt,
            submission.ErasureDoneAt,
            submission.Revision,
            submission.DecidedRevision,
            submission.ArticleHeadline,
            submission.CorrectableUntil,
            submission.MailNotices,
            submission.Browsers
        );
    }
}
