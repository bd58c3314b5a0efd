using Moderation.Intake.Pages;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Appeals;

/// <summary>
/// The author of a rejected comment asks, once, that another person look at it. The secret link is the right to it.
/// </summary>
public static class AppealApi
{
    private static readonly TextRule Appeal = new("Lý do khiếu nại", "appeal", 1_000) { Required = true, ManyLines = true };

    private static FieldError NotRejected { get; } =
        new("not-rejected", "Chỉ khiếu nại được bình luận bị từ chối.", "Only a rejected comment can be appealed.");

    private static FieldError AppealedBefore { get; } =
        new(
            "already-appealed",
            "Bạn đã khiếu nại bình luận này; mỗi bình luận chỉ khiếu nại được một lần.",
            "You have appealed already; a comment can be appealed once."
        );

    public static void MapAppeals(this IEndpointRouteBuilder app)
    {
        app.MapReading("/track/{token}/appeal", AskAsync).Produces(200, contentType: "text/html").ProducesProblem(404);
        app.MapPost("/track/{token}/appeal", AppealAsync)
            .AddEndpointFilter(BrowserForms.AnswerWithPagesAsync)
            .Produces<SubmissionState>()
            .Produces(StatusCodes.Status303SeeOther)
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(415);
    }

    private static async Task<IResult> AskAsync(string token, string? lang, HttpContext http, TrackingStore submissions) =>
        await submissions.FindAsync(token) is { } found
            ? Page(found, token, lang, http, 200, text: null, RefusalOf(found))
            : TrackingApi.Unknown(http, lang);

    private static async Task<IResult> AppealAsync(
        string token,
        string? lang,
        HttpContext http,
        TrackingStore submissions,
        AppealStore appeals
    )
    {
        if (await submissions.FindAsync(token) is not { } found)
            return TrackingApi.Unknown(http, lang);
        var (fields, unreadable) = await RequestBody.ReadAsync(http.Request);
        if (fields is null)
            return unreadable!;
        var sent = fields.Take("text");
        fields.RefuseTheRest();
        var (text, wrong) = fields.Errors.Has("text") ? (null, []) : Appeal.Check(sent);
        fields.Errors.Add("text", wrong);
        if (fields.Errors.Any)
            return Refused(400, "invalid-fields", "Khiếu nại chưa hợp lệ.", "The appeal is not valid yet.");
        if (await appeals.AppealAsync(token, text!))
            return TrackingApi.Changed((await submissions.FindAsync(token))!, token, lang, http);
        var refusal = RefusalOf((await submissions.FindAsync(token))!) ?? AppealedBefore;
        fields.Errors.Add("text", refusal);
        return Refused(409, refusal.Code, refusal.Vi, refusal.En);

        IResult Refused(int status, string code, string vi, string en) =>
            TrackingApi.WantsJson(http)
                ? Problems.Of(status, code, vi, en, fields.Errors.All)
                : Page(found, token, lang, http, status, sent, [.. fields.Errors.All.Values.SelectMany(errors => errors)]);
    }

    /// <returns>Why it cannot be appealed, if it cannot.</returns>
    private static FieldError? RefusalOf(TrackedSubmission submission) =>
        submission.AppealedAt is not null ? AppealedBefore
        : submission.Status != SubmissionStatus.Rejected ? NotRejected
        : null;

    private static IResult Page(
        TrackedSubmission submission,
        string token,
        string? lang,
        HttpContext http,
        int status,
        string? text,
        params FieldError?[] errors
    ) =>
        HtmlPage.Of<AppealPage>(
            http,
            status,
            new
            {
                Token = token,
                Submission = submission,
                Language = TrackingApi.LanguageOf(lang),
                Appeal = text,
                Errors = FieldErrors.WordsOf(errors),
            }
        );
}
