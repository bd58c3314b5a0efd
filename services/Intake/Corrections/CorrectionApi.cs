using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Intake.Articles;
using Moderation.Intake.Limits;
using Moderation.Intake.Pages;
using Moderation.Intake.Submissions;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Corrections;

/// <summary>
/// The author of a comment corrects title and content for a while after it was sent, unless it was refused meanwhile. The secret
/// link is the right to it.
/// </summary>
public static class CorrectionApi
{
    public static void MapCorrections(this IEndpointRouteBuilder app)
    {
        app.MapReading("/track/{token}/correct", AskAsync).Produces(200, contentType: "text/html").ProducesProblem(404);
        app.MapPost("/track/{token}/correct", CorrectAsync)
            .AddEndpointFilter(BrowserForms.AnswerWithPagesAsync)
            .Produces<SubmissionState>()
            .Produces(StatusCodes.Status303SeeOther)
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(429);
    }

    private static async Task<IResult> AskAsync(string token, string? lang, HttpContext http, TrackingStore submissions) =>
        await submissions.FindAsync(token) is { } found
            ? Page(found, token, lang, http, 200, found.Title, found.Content, FieldErrors.WordsOf(RefusalOf(found)))
            : TrackingApi.Unknown(http, lang);

    private static async Task<IResult> CorrectAsync(
        string token,
        string? lang,
        HttpContext http,
        TrackingStore submissions,
        CorrectionStore corrections
    )
    {
        if (await submissions.FindAsync(token) is not { } found)
            return TrackingApi.Unknown(http, lang);
        var (fields, unreadable) = await RequestBody.ReadAsync(http.Request);
        if (fields is null)
            return unreadable!;
        var (title, content, revision) = (fields.Take("title"), fields.Take("content"), fields.TakeCount("revision"));
        fields.RefuseTheRest();
        var text = SubmissionRules.CheckCorrection(found.Name ?? "", found.ParentId, title, content, fields.Errors);
        if (fields.Errors.Any)
            return Refused(fields.Errors.Invalid(), FieldErrors.WordsOf(fields.Errors.All.Values.SelectMany(errors => errors)));

        var address = http.Connection.RemoteIpAddress is { } own ? ReaderAddress.Canonical(own) : null;
        switch (await corrections.CorrectAsync(token, revision!.Value, text, address))
        {
            case Corrected.Done:
                return TrackingApi.Changed((await submissions.FindAsync(token))!, token, lang, http);
            case Corrected.Refused { Error: var error }:
                found = (await submissions.FindAsync(token))!;
                return Refused(Problems.Of(409, error.Code, error.Vi, error.En));
            case Corrected.ArticleNotOpen notOpen:
                return Refused(ArticleWords.Refusal(notOpen.Status));
            case Corrected.TooMany tooMany:
                return Refused(LimitProblems.Of(tooMany.Shortage, http.Response));
            default:
                return TrackingApi.Unknown(http, lang);
        }

        IResult Refused(ProblemHttpResult problem, List<Words>? errors = null) =>
            TrackingApi.WantsJson(http)
                ? problem
                : Page(found, token, lang, http, problem.StatusCode, title, content, errors ?? [WordsOf(problem)]);
    }

    private static FieldError? RefusalOf(TrackedSubmission submission) =>
        CorrectionErrors.Of(submission.Status, inTime: submission.CorrectableUntil is not null);

    private static Words WordsOf(ProblemHttpResult problem) =>
        new((string)problem.ProblemDetails.Extensions["vi"]!, (string)problem.ProblemDetails.Extensions["en"]!);

    private static IResult Page(
        TrackedSubmission submission,
        string token,
        string? lang,
        HttpContext http,
        int status,
        string? title,
        string? content,
        List<Words> errors
    ) =>
        HtmlPage.Of<CorrectionPage>(
            http,
            status,
            new
            {
                Token = token,
                Submission = submission,
                Language = TrackingApi.LanguageOf(lang),
                Title = title,
                Content = content,
                Errors = errors,
            }
        );
}
