using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Log;

public static class LogApi
{
    private const int MaxPage = 200;
    private const int CsvChunk = 1_000;

    private static readonly string[] Columns =
    [
        "decidedAt",
        "outcome",
        "moderator",
        "rule",
        "reason",
        "note",
        "advice",
        "section",
        "articleId",
        "headline",
        "commentId",
        "revision",
        "version",
        "policyVersion",
        "model",
        "id",
        "undoes",
        "undoneBy",
        "undoneByModerator",
        "edited",
        "batchId",
    ];

    internal static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("log").RequireAuthorization(Rights.Moderate);
        api.MapGet("/log", PageAsync).ProducesProblem(400).ProducesProblem(403);
        api.MapGet("/log.csv", Export).Produces(200, contentType: "text/csv").ProducesProblem(400).ProducesProblem(403);
    }

    private static async Task<Results<Ok<LogPage>, ProblemHttpResult>> PageAsync(
        [AsParameters] LogQuery query,
        ClaimsPrincipal user,
        LogStore log,
        CancellationToken cancellationToken,
        string? cursor = null,
        int limit = 50
    )
    {
        var (filter, refusal) = query.For(user);
        if (filter is null)
            return refusal!;
        var after = string.IsNullOrEmpty(cursor) ? null : Cursor.Parse(cursor);
        if (after is null && !string.IsNullOrEmpty(cursor))
            return InvalidQuery.Cursor();
        if (limit is < 1 or > MaxPage)
            return InvalidQuery.Of("limit", "Số mục mỗi trang phải từ 1 đến 200.", "A page holds 1 to 200 items.");
        filter = filter with { BatchesAsOne = filter.BatchId is null };
        var page = await log.PageAsync(filter, after, limit + 1, cancellationToken);
        return TypedResults.Ok(new LogPage([.. page.Take(limit)], page.Count > limit ? EndOf(page[limit - 1]).ToString() : null));
    }

    private static Results<PushStreamHttpResult, ProblemHttpResult> Export(
        [AsParameters] LogQuery query,
        ClaimsPrincipal user,
        HttpContext context,
        LogStore log
    )
    {
        var (filter, refusal) = query.For(user);
        return filter is null
            ? refusal!
            : TypedResults.Stream(
                body => WriteAsync(body, log, filter, context.RequestAborted),
                "text/csv; charset=utf-8",
                "log.csv"
            );
    }

    /// <summary>Page by page, so that a slow reader holds neither a connection nor a snapshot of the database.</summary>
    private static async Task WriteAsync(Stream body, LogStore log, LogFilter filter, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(
            body,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            leaveOpen: true
        );
        await writer.WriteAsync(Csv.ByteOrderMark + Csv.Line(Columns));
        Cursor? after = null;
        do
        {
            var page = await log.PageAsync(filter, after, CsvChunk, cancellationToken);
            foreach (var entry in page)
                await writer.WriteAsync(Csv.Line(Cells(entry)));
            await writer.FlushAsync(cancellationToken);
            after = page.Count == CsvChunk ? EndOf(page[^1]) : null;
        } while (after is not null);
    }

    private static IEnumerable<string?> Cells(LogEntry entry) =>
        [
            entry.DecidedAt.ToString("O", CultureInfo.InvariantCulture),
            entry.Outcome.Word(),
            entry.Moderator,
            entry.Rule,
            entry.Reason?.Word(),
            entry.Note,
            entry.Advice?.Word(),
            entry.Section,
            entry.ArticleId,
            entry.Headline,
            entry.CommentId.ToString(),
            entry.Revision.ToString(CultureInfo.InvariantCulture),
            entry.Version.ToString(CultureInfo.InvariantCulture),
            entry.PolicyVersion,
            entry.Model,
            entry.Id.ToString(),
            entry.Undoes?.ToString(),
            entry.UndoneBy?.ToString(),
            entry.UndoneByModerator,
            entry.Edited ? "true" : null,
            entry.BatchId?.ToString(),
        ];

    private static Cursor EndOf(LogEntry entry) => new(entry.DecidedAt, entry.Id);
}
