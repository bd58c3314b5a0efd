using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Queue;

public static class QueueApi
{
    private const int MaxPage = 100;
    private const int MaxCount = 1_000;

    private static readonly CommentStatus[] Queues =
        [CommentStatus.Pending, CommentStatus.Suspect, CommentStatus.Unscored, CommentStatus.Approved, CommentStatus.Rejected];

    public static void AddQueue(this WebApplicationBuilder builder) => builder.Services.AddSingleton<QueueStore>();

    public static void MapQueue(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("queue").RequireAuthorization(Rights.Moderate);
        api.MapGet("/queue", PageAsync).ProducesProblem(400);
        api.MapGet("/comments/{id:guid}", FindAsync).ProducesProblem(404);
    }

    private static async Task<Results<Ok<QueuePage>, ProblemHttpResult>> PageAsync(
        QueueStore comments, DecisionStore decisions, CancellationToken cancellationToken, string queue = "pending", string? cursor = null, int limit = 50)
    {
        var after = string.IsNullOrEmpty(cursor) ? null : QueueCursor.Parse(cursor);
        if (EnumWords.Named<CommentStatus>(queue) is not { } status || !Queues.Contains(status))
            return Invalid("queue", "Hàng đợi phải là pending, suspect, unscored, approved hoặc rejected.", "The queue must be pending, suspect, unscored, approved or rejected.");
        if (after is null && !string.IsNullOrEmpty(cursor))
            return Invalid("cursor", "Con trỏ trang không hợp lệ.", "The cursor is not one of ours.");
        if (limit is < 1 or > MaxPage)
            return Invalid("limit", "Số mục mỗi trang phải từ 1 đến 100.", "A page holds 1 to 100 items.");

        var page = await comments.PageAsync(status, after, limit + 1, cancellationToken);
        var shown = page.Take(limit).ToList();
        var latest = await decisions.LatestAsync([.. shown.Select(c => c.Id)], cancellationToken);
        var end = shown.Count == 0 ? null : new QueueCursor((shown[^1].DecidedAt ?? shown[^1].QueuedAt)!.Value, shown[^1].Id).ToString();
        return TypedResults.Ok(new QueuePage(
            [.. shown.Select(c => QueueItem.Of(c, latest[c.Id]))],
            Next: page.Count > limit ? end : null,
            end,
            await comments.CountsAsync(Queues, MaxCount, cancellationToken)));
    }

    private static async Task<Results<Ok<CommentHistory>, ProblemHttpResult>> FindAsync(
        Guid id, QueueStore comments, DecisionStore decisions, CancellationToken cancellationToken)
    {
        if (await comments.FindAsync(id, cancellationToken) is not { } comment)
            return Problems.Of(404, "not-found", "Không tìm thấy bình luận này.", "There is no such comment.");
        var history = await decisions.HistoryAsync(id, cancellationToken);
        var parent = comment.ParentId is { } parentId ? await comments.FindAsync(parentId, cancellationToken) : null;
        return TypedResults.Ok(new CommentHistory(
            QueueItem.Of(comment, history),
            parent is null ? null : QueueItem.Of(parent, []),
            history));
    }

    private static ProblemHttpResult Invalid(string parameter, string vi, string en) => Problems.Of(
        400, "invalid-query", "Tham số chưa hợp lệ.", "A parameter is not valid.",
        new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal) { [parameter] = [new($"{parameter}-invalid", vi, en)] });
}
