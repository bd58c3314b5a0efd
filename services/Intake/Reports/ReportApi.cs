using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Intake.Limits;
using Moderation.Intake.Pages;
using Moderation.Intake.Site;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Reports;

/// <param name="Reason">The name of one of <see cref="RejectReasons"/>.</param>
/// <param name="Pass">The reader's.</param>
public sealed record ReportRequest(string? Reason, string? Pass);

/// <summary>A report that was taken.</summary>
public sealed record ReportTaken(Guid CommentId, string Reason);

/// <summary>Readers report published comments, once each, with or without scripts.</summary>
public static class ReportApi
{
    private const string Path = "/articles/{articleId}/comments/{commentId:guid}/report";

    public static void MapReports(this IEndpointRouteBuilder app)
    {
        app.MapPost("/articles/{articleId}/reader-passes", MakePass).ProducesProblem(400);
        app.MapReading(Path, AskAsync).Produces(200, contentType: "text/html").ProducesProblem(400).ProducesProblem(404);
        app.MapPost(Path, ReportAsync)
            .AddEndpointFilter(BrowserForms.AnswerWithPagesAsync)
            .Accepts<ReportRequest>(RequestBody.Json, RequestBody.Form)
            .Produces<ReportTaken>()
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(429);
    }

    private static Results<Ok<GivenPass>, ProblemHttpResult> MakePass(string articleId, HttpContext http, ReaderPasses passes)
    {
        if (!ArticleId.IsValid(articleId))
            return ArticleId.Invalid();
        http.Response.KeepPrivate();
        return TypedResults.Ok(passes.Make());
    }

    private static async Task<IResult> AskAsync(
        string articleId,
        Guid commentId,
        string? lang,
        HttpContext http,
        ReportStore reports,
        ReportForm form
    )
    {
        if (!ArticleId.IsValid(articleId))
            return ArticleId.Invalid();
        var article = await reports.ArticleAsync(commentId, articleId);
        if (article is null)
            return IsForPeople(http)
                ? form.Page(http, lang, 404, article, reason: null, ReportForm.NotPublished)
                : ProblemOf(404, ReportForm.NotPublished);
        var isReported = form.ReaderOf(http) is { } reader && await reports.IsReportedAsync(commentId, reader);
        return form.Page(http, lang, 200, article, reason: null, isReported ? ReportForm.AlreadyReported : null);
    }

    private static async Task<IResult> ReportAsync(
        string articleId,
        Guid commentId,
        string? lang,
        HttpContext http,
        Origins origins,
        ReaderPasses passes,
        RateLimits limits,
        ReportStore reports,
        ReportForm form
    )
    {
        if (!ArticleId.IsValid(articleId))
            return ArticleId.Invalid();
        if (await origins.RefusalOfAsync(http.Request) is { } foreign)
            return foreign;
        var (fields, unreadable) = await RequestBody.ReadAsync(http.Request);
        if (fields is null)
            return unreadable!;
        var (sent, pass) = (fields.Take("reason"), fields.Take("pass"));
        fields.RefuseTheRest();
        var reason = EnumWords.Named<RejectReason>(sent);
        if (reason is null && !fields.Errors.Has("reason"))
            fields.Errors.Add("reason", sent is null ? ReportForm.ReasonRequired : ReportForm.ReasonUnknown);
        if (fields.Errors.Any)
            return await RefusedAsync(
                fields.Errors.Invalid(),
                [.. fields.Errors.All.Values.SelectMany(errors => errors)]
            );
        var (state, reader) = passes.Read(pass);
        if (state != PassState.Valid)
            return await RefusedAsync(ReaderPasses.Refusal(state), ReportForm.PassFault);
        var address = http.Connection.RemoteIpAddress;
        var outcome = await reports.AddAsync(
            new Report(commentId, articleId, reason!.Value, reader, passes.KeyOf(commentId, address)),
            limits.OfReport(address)
        );
        switch (outcome)
        {
            case Reported.Taken:
                http.Response.KeepPrivate();
                return IsForPeople(http)
                    ? form.Thanks(http, lang, await reports.ArticleAsync(commentId, articleId))
                    : TypedResults.Ok(new ReportTaken(commentId, reason.Value.Word()));
            case Reported.NotPublished:
                return await RefusedAsync(ProblemOf(404, ReportForm.NotPublished), ReportForm.NotPublished);
            case Reported.AlreadyReported:
                return await RefusedAsync(ProblemOf(409, ReportForm.AlreadyReported), ReportForm.AlreadyReported);
            default:
                var fault = ReportForm.TooMany(LimitProblems.Wait(((Reported.TooMany)outcome).Wait, http.Response));
                return await RefusedAsync(ProblemOf(429, fault), fault);
        }

        async Task<IResult> RefusedAsync(ProblemHttpResult problem, params FieldError[] faults) =>
            IsForPeople(http)
                ? form.Page(http, lang, problem.StatusCode, await reports.ArticleAsync(commentId, articleId), reason, faults)
                : problem;
    }

    private static bool IsForPeople(HttpContext http) => http.Request.Prefers("text/html", over: RequestBody.Json);

    private static ProblemHttpResult ProblemOf(int status, FieldError fault) =>
        Problems.Of(status, fault.Code, fault.Vi, fault.En);
}
