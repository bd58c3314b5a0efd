using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Leases;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Queue;

/// <summary>Asks for a page of a queue.</summary>
public sealed record PageRequest : FilterRequest
{
    /// <summary>
    /// <c>age</c>, <c>risk</c> or <c>mix</c>; decided comments always come latest first, reported ones by what reports weigh.
    /// </summary>
    public string? Order { get; init; }

    /// <summary>Of an earlier page with the same order.</summary>
    public string? Cursor { get; init; }

    public int? Limit { get; init; }
}

public static class QueueApi
{
    private const int MaxPage = 100;
    private const int Bins = 20;

    private static readonly CommentStatus[] Shown = [.. Queues.All.Select(row => row.Status)];

    internal static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/queue").WithTags("queue").RequireAuthorization(Rights.Moderate);
        api.MapGet("", PageAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        api.MapGet("/histogram", HistogramAsync).ProducesProblem(400).ProducesProblem(403);
    }

    private static async Task<Results<Ok<QueuePage>, ProblemHttpResult>> PageAsync(
        [AsParameters] PageRequest request,
        ClaimsPrincipal user,
        QueueStore comments,
        CommentStore texts,
        HistoryStore decisions,
        LeaseStore leases,
        CancellationToken cancellationToken
    )
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        var order = request.Order is null ? QueueOrder.Age : EnumWords.Named<QueueOrder>(request.Order);
        var limit = request.Limit ?? 50;
        var cursor = string.IsNullOrEmpty(request.Cursor) ? null : request.Cursor;
        if (order is null)
            errors["order"] = [new("order-invalid", "Thứ tự phải là age, risk hoặc mix.", "The order must be age, risk or mix.")];
        if (limit is < 1 or > MaxPage)
            errors["limit"] = [new("limit-invalid", "Số mục mỗi trang phải từ 1 đến 100.", "A page holds 1 to 100 items.")];
        var isEverywhere = request.Queue == FilterRequest.Everywhere;
        if (isEverywhere && string.IsNullOrEmpty(request.Q))
            errors["queue"] =
            [
                new("queue-invalid", "Xem mọi hàng đợi thì phải tìm một từ (q).", "All queues are for a search (q)."),
            ];
        var asked = request with { Queue = isEverywhere ? null : request.Queue ?? "pending" };
        var filter = QueueFilter.Parse(asked, user.Sections(), Shown, errors, isEverywhere);
        if (isEverywhere)
            filter = filter?.InAllQueues();
        var sort = filter is null ? null : QueueSort.Of(filter, order ?? QueueOrder.Age);
        if (sort is not null && cursor is not null && SearchPlace.Parse(cursor).Cursor is { } place && sort.Place(place) is null)
            errors["cursor"] = [new("cursor-invalid", "Con trỏ trang không hợp lệ.", "The cursor is not one of ours.")];
        if (errors.Count > 0 || filter is null || sort is null)
            return InvalidQuery.Of(errors);
        if (IsOfAnotherSection(request, user))
            return SectionLimit.Refusal();

        IReadOnlyList<(Comment Comment, bool? WithMarks)> page;
        try
        {
            page = await ReadAsync(comments, filter, sort, SearchPlace.Parse(cursor), limit + 1, cancellationToken);
        }
        catch (TimeoutException)
        {
            return TooBroad();
        }
        var counts = await comments.CountsAsync(user.Sections(), cancellationToken);
        if (filter.IsNamed && !counts.ContainsKey(filter.Queue!))
            return Problems.Of(404, "queue-unknown", "Không còn hàng đợi này.", "There is no such queue any more.");
        var shown = page.Take(limit).Select(found => found.Comment).ToList();
        var ids = shown.Select(c => c.Id).ToArray();
        var latest = await decisions.LatestAsync(ids, cancellationToken);
        var held = await leases.HeldAsync(ids, cancellationToken);
        var appeals = await texts.AppealsAsync(ids, cancellationToken);
        var reports = await texts.ReportsAsync(ids, cancellationToken);
        var earlier = await texts.EarlierAsync(shown, cancellationToken);
        var end = shown.Count == 0
            ? null
            : new SearchPlace(sort.EndOf(shown[^1]), page[shown.Count - 1].WithMarks).ToString();
        return TypedResults.Ok(
            new QueuePage(
                [
                    .. shown.Select(c =>
                        QueueItem.Of(c, latest[c.Id], held.GetValueOrDefault(c.Id)) with
                        {
                            Appeal = appeals.GetValueOrDefault(c.Id),
                            Reports = reports.GetValueOrDefault(c.Id),
                            Earlier = earlier.GetValueOrDefault(c.Id),
                        }
                    ),
                ],
                Next: page.Count > limit ? end : null,
                end,
                counts,
                await comments.HitsAsync(filter, cancellationToken)
            )
        );
    }

    /// <summary>Of a search, what is found with its diacritics comes first, and what only without them after all of it.</summary>
    private static async Task<IReadOnlyList<(Comment Comment, bool? WithMarks)>> ReadAsync(
        QueueStore comments,
        QueueFilter filter,
        QueueSort sort,
        SearchPlace place,
        int limit,
        CancellationToken cancellationToken
    )
    {
        List<(Comment, bool?)> page = [];
        bool?[] parts = filter.Marked is null ? [null] : place.WithMarks == false ? [false] : [true, false];
        foreach (var part in parts.TakeWhile(_ => page.Count < limit))
        {
            var found = await comments.PageAsync(
                filter with
                {
                    WithMarks = part,
                },
                sort,
                part == parts[0] ? place.Cursor : null,
                limit - page.Count,
                cancellationToken
            );
            page.AddRange(found.Select(comment => (comment, part)));
        }

        return page;
    }

    private static async Task<Results<Ok<Histogram>, ProblemHttpResult>> HistogramAsync(
        [AsParameters] FilterRequest request,
        ClaimsPrincipal user,
        QueueStore comments,
        CancellationToken cancellationToken
    )
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        if (
            QueueFilter.Parse(request with { Queue = request.Queue ?? "pending" }, user.Sections(), Queues.Waiting, errors)
            is not { } filter
        )
            return InvalidQuery.Of(errors);
        if (IsOfAnotherSection(request, user))
            return SectionLimit.Refusal();
        try
        {
            var bins = await comments.HistogramAsync(filter, Bins, cancellationToken);
            return TypedResults.Ok(new Histogram(request.Label, bins, bins.Sum()));
        }
        catch (TimeoutException)
        {
            return TooBroad();
        }
    }

    /// <summary>Asking for a section that one may not see is refused, not answered with nothing.</summary>
    internal static bool IsOfAnotherSection(FilterRequest request, ClaimsPrincipal user) =>
        request.Section is not null && !user.Sections().Includes(request.Section);

    private static ProblemHttpResult TooBroad() =>
        Problems.Of(
            400,
            "search-too-broad",
            "Tìm kiếm này mất quá nhiều thời gian; hãy thu hẹp thời gian, chuyên mục hoặc tác giả.",
            "This search takes too long; narrow it by time, section or author."
        );
}
