using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Publications;

/// <summary>The public read API: anyone may read it, from any origin, and caches may keep an answer for 5 s.</summary>
public static class PublicationsApi
{
    private const int DefaultLimit = 20,
        MaxLimit = 100,
        MaxArticles = 100;

    public static void MapPublications(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("").RequireCors().WithTags("Publications").ProducesProblem(StatusCodes.Status400BadRequest);
        var pages = api.MapGroup("").AddEndpointFilter(app.ServiceProvider.GetRequiredService<PageCache>());
        pages.MapReading("/articles/{articleId}/comments", PageAsync)
            .WithSummary("Approved comments, in threads")
            .Produces<ThreadPage>();
        pages.MapReading("/articles/{articleId}/comments/{commentId:guid}/replies", RepliesAsync)
            .WithSummary("Replies of one thread")
            .Produces<ReplyPage>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        pages.MapReading("/articles/{articleId}/comments/ranking", RankingAsync)
            .WithSummary("Ids of threads, those that most readers like first")
            .Produces<Ranking>();
        pages.MapReading("/articles/{articleId}/comments/count", CountAsync)
            .WithSummary("Number of approved comments")
            .Produces<CommentCount>();
        api.MapReading("/counts", CountAllAsync)
            .WithSummary("Number of approved comments of up to 100 articles")
            .Produces<CommentCounts>();
    }

    /// <param name="articleId">1 to 100 characters of <c>[A-Za-z0-9._~-]</c>.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    /// <param name="limit">Threads on a page, 1 to 100.</param>
    /// <param name="order"><c>newest</c>, which it is when left out, <c>oldest</c> or <c>best</c>.</param>
    /// <param name="featured">
    /// <c>true</c>: only threads in which something is featured. <c>false</c>, which it is when left out: all.
    /// </param>
    /// <param name="threads">Reads them.</param>
    /// <param name="cancellationToken">The reader left.</param>
    private static async Task<Results<CacheableJson<ThreadPage>, ProblemHttpResult>> PageAsync(
        string articleId,
        string? cursor,
        string? limit,
        string? order,
        string? featured,
        [FromServices] ThreadStore threads,
        CancellationToken cancellationToken
    )
    {
        var known = ThreadOrder.Find(order);
        var (after, size) = ((known ?? ThreadOrder.Newest).Parse(cursor), SizeOf(limit));
        return Check(articleId, after is not null, size, isOrdered: known is not null, IsFeatured(featured) is not null)
            ?? (Results<CacheableJson<ThreadPage>, ProblemHttpResult>)
                new CacheableJson<ThreadPage>(
                    await threads.PageAsync(articleId, known!, after!, size, IsFeatured(featured)!.Value, cancellationToken)
                );
    }

    /// <param name="articleId">1 to 100 characters of <c>[A-Za-z0-9._~-]</c>.</param>
    /// <param name="commentId">The comment that began the thread.</param>
    /// <param name="cursor"><c>nextReplies</c> of the thread, or <c>next</c> of the page before.</param>
    /// <param name="limit">Replies on a page, 1 to 100.</param>
    /// <param name="threads">Reads them.</param>
    /// <param name="cancellationToken">The reader left.</param>
    private static async Task<Results<CacheableJson<ReplyPage>, ProblemHttpResult>> RepliesAsync(
        string articleId,
        Guid commentId,
        string? cursor,
        string? limit,
        [FromServices] ThreadStore threads,
        CancellationToken cancellationToken
    )
    {
        var (after, size) = (Cursor.Parse(cursor, Cursor.BeforeOldest), SizeOf(limit));
        if (Check(articleId, after is not null, size) is { } invalid)
            return invalid;
        return await threads.RepliesAsync(articleId, commentId, after!, size, cancellationToken) is { } page
            ? new CacheableJson<ReplyPage>(page)
            : Problems.Of(StatusCodes.Status404NotFound);
    }

    /// <param name="articleId">1 to 100 characters of <c>[A-Za-z0-9._~-]</c>.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    /// <param name="limit">Threads on a page, 1 to 100.</param>
    /// <param name="threads">Reads them.</param>
    /// <param name="cancellationToken">The reader left.</param>
    private static async Task<Results<CacheableJson<Ranking>, ProblemHttpResult>> RankingAsync(
        string articleId,
        string? cursor,
        string? limit,
        [FromServices] ThreadStore threads,
        CancellationToken cancellationToken
    )
    {
        var (after, size) = (ThreadOrder.Best.Parse(cursor), SizeOf(limit));
        return Check(articleId, after is not null, size)
            ?? (Results<CacheableJson<Ranking>, ProblemHttpResult>)
                new CacheableJson<Ranking>(await threads.RankingAsync(articleId, after!, size, cancellationToken));
    }

    internal static int SizeOf(string? limit) =>
        limit is null ? DefaultLimit
        : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : 0;

    /// <returns>Null for a word that says neither.</returns>
    internal static bool? IsFeatured(string? featured) =>
        featured switch
        {
            null or "false" => false,
            "true" => true,
            _ => null,
        };

    /// <returns>All that is wrong, or null.</returns>
    internal static ProblemHttpResult? Check(
        string articleId,
        bool isCursor,
        int size,
        bool isOrdered = true,
        bool isChosen = true
    )
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        if (!ArticleId.IsValid(articleId))
            errors["articleId"] = [MalformedArticle];
        if (!isCursor)
            errors["cursor"] =
            [
                new(
                    "malformed",
                    "Con trỏ trang không hợp lệ; hãy dùng giá trị next của trang trước.",
                    "Not a cursor; take next of the page before."
                ),
            ];
        if (size is < 1 or > MaxLimit)
            errors["limit"] =
            [
                new("out-of-range", $"Phải là số nguyên từ 1 đến {MaxLimit}.", $"Must be a whole number from 1 to {MaxLimit}."),
            ];
        if (!isOrdered)
            errors["order"] = [new("unknown", "Phải là newest, oldest hoặc best.", "Must be newest, oldest or best.")];
        if (!isChosen)
            errors["featured"] = [new("unknown", "Phải là true hoặc false.", "Must be true or false.")];
        return errors.Count > 0 ? Invalid(errors) : null;
    }

    private static async Task<Results<CacheableJson<CommentCount>, ProblemHttpResult>> CountAsync(
        string articleId,
        [FromServices] ThreadStore threads,
        CancellationToken cancellationToken
    ) =>
        ArticleId.IsValid(articleId)
            ? new CacheableJson<CommentCount>(
                new CommentCount(articleId, (await threads.CountAsync([articleId], cancellationToken))[articleId])
            )
            : Invalid("articleId", MalformedArticle);

    /// <param name="articles">Article ids with commas between them.</param>
    /// <param name="threads">Counts them.</param>
    /// <param name="cancellationToken">The reader left.</param>
    private static async Task<Results<CacheableJson<CommentCounts>, ProblemHttpResult>> CountAllAsync(
        string? articles,
        [FromServices] ThreadStore threads,
        CancellationToken cancellationToken
    )
    {
        var ids = (articles ?? "").Split(',');
        if (ids.Length > MaxArticles)
            return Invalid(
                "articles",
                new FieldError("too-many", $"Tối đa {MaxArticles} bài mỗi lần.", $"At most {MaxArticles} articles at once.")
            );
        return ids.All(id => ArticleId.IsValid(id))
            ? new CacheableJson<CommentCounts>(new CommentCounts(await threads.CountAsync(ids, cancellationToken)))
            : Invalid("articles", MalformedArticle);
    }

    internal static FieldError MalformedArticle { get; } =
        new(
            "malformed",
            "Mã bài viết gồm 1 đến 100 ký tự A-Z, a-z, 0-9 và . _ ~ -",
            "An article id has 1 to 100 characters of A-Z, a-z, 0-9 and . _ ~ -"
        );

    internal static ProblemHttpResult Invalid(string field, FieldError error) =>
        Invalid(new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal) { [field] = [error] });

    private static ProblemHttpResult Invalid(Dictionary<string, IReadOnlyList<FieldError>> errors) =>
        Problems.Of(
            StatusCodes.Status400BadRequest,
            "invalid-request",
            "Yêu cầu có giá trị không hợp lệ.",
            "The request has values that are not valid.",
            errors
        );
}
