using Moderation.Intake.Pages;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Tracking;

/// <summary>What became of a comment, as JSON.</summary>
/// <param name="Id">The comment.</param>
/// <param name="ArticleId">Its article.</param>
/// <param name="Status"><c>pending</c>, <c>approved</c>, <c>rejected</c> or <c>retracted</c>.</param>
/// <param name="Reason">Why it was rejected; otherwise null.</param>
/// <param name="Vi">Status and reason in words.</param>
/// <param name="En">Status and reason in words.</param>
/// <param name="SubmittedAt">When it came in.</param>
/// <param name="DecidedAt">When the last decision was made.</param>
/// <param name="Edited">Whether the newsroom changed the text that it published.</param>
/// <param name="Shown">Whether readers see it: an approved reply is seen only while all that it answers is.</param>
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
    bool Shown
);

/// <summary>The secret page on which a reader follows a comment.</summary>
public static class TrackingApi
{
    public static void MapTracking(this IEndpointRouteBuilder app)
    {
        app.MapGet("/track/{token}", TrackAsync)
            .Produces<SubmissionState>()
            .Produces(200, contentType: "text/html")
            .ProducesProblem(404);
    }

    private static async Task<IResult> TrackAsync(string token, string? lang, HttpContext http, TrackingStore submissions)
    {
        http.Response.KeepPrivate();
        var found = await submissions.FindAsync(token);
        if (http.Request.Prefers("application/json", over: "text/html"))
            return found is null
                ? Problems.Of(404, "unknown-link", StatusWords.Unknown.Vi, StatusWords.Unknown.En)
                : TypedResults.Ok(StateOf(found));
        var language = lang == "en" ? Language.English : Language.Vietnamese;
        return HtmlPage.Of<TrackingPage>(http, found is null ? 404 : 200, new { Submission = found, Language = language });
    }

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
            submission.Shown
        );
    }
}
