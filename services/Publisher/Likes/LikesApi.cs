using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.Publisher.Publications;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Likes;

/// <param name="CommentId">The comment.</param>
/// <param name="Likes">How many readers like it.</param>
/// <param name="Liked">Whether this one does.</param>
public sealed record LikeState(Guid CommentId, int Likes, bool Liked);

/// <param name="Likes">How many readers like each comment; one that is not published is left out.</param>
/// <param name="Liked">Those that the reader with the pass likes; empty without a pass.</param>
public sealed record LikeCounts(IReadOnlyDictionary<Guid, int> Likes, IReadOnlyList<Guid> Liked);

/// <param name="Erased">How many likes there were of the reader.</param>
public sealed record LikesErased(int Erased);

/// <summary>Likes: one a reader and comment, without an account.</summary>
public static class LikesApi
{
    public const string Cors = "likes";
    public const string PassHeader = "X-Reader-Pass";
    private const int MaxComments = 100;

    public static void MapLikes(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("").RequireCors(Cors).WithTags("Likes").ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapPost("/reader-passes", MakePass)
            .WithSummary("A pass for a reader who likes something for the first time")
            .ProducesProblem(StatusCodes.Status403Forbidden);
        var one = api.MapGroup("/articles/{articleId}/comments/{commentId:guid}/like")
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithMetadata(new RepeatableAttribute());
        one.MapPut("", Doing(liked: true)).WithSummary("Like a comment");
        one.MapDelete("", Doing(liked: false)).WithSummary("Take a like back");
        api.MapReading("/likes", CountsAsync)
            .WithSummary("How many like each of up to 100 comments")
            .Produces<LikeCounts>()
            .ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapDelete("/likes", EraseAsync)
            .WithSummary("Take back all that a reader likes")
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .WithMetadata(new RepeatableAttribute());
    }

    private static Results<Ok<GivenPass>, ProblemHttpResult> MakePass(HttpResponse response, [FromServices] ReaderPasses passes)
    {
        if (!passes.AreGiven)
            return Off();
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(passes.Make());
    }

    private static Delegate Doing(bool liked) =>
        (
            string articleId,
            Guid commentId,
            [FromHeader(Name = PassHeader)] string? pass,
            HttpContext http,
            [FromServices] ReaderPasses passes,
            [FromServices] LikeStore likes,
            [FromServices] ArticleVersions versions
        ) => DoAsync(articleId, commentId, liked, pass, http, passes, likes, versions);

    private static async Task<Results<Ok<LikeState>, ProblemHttpResult>> DoAsync(
        string articleId,
        Guid commentId,
        bool liked,
        string? pass,
        HttpContext http,
        ReaderPasses passes,
        LikeStore likes,
        ArticleVersions versions
    )
    {
        if (!ArticleId.IsValid(articleId))
            return PublicationsApi.Invalid("articleId", PublicationsApi.MalformedArticle);
        if (RefusalOf(pass, passes, out var reader) is { } refused)
            return refused;
        http.Response.Headers.CacheControl = "no-store";
        var address = passes.KeyOf(commentId, http.Connection.RemoteIpAddress);
        var answer = await likes.CountAsync(new(commentId, articleId, reader, address, liked), http.RequestAborted);
        if (answer.Outcome != LikeOutcome.Counted)
            return Refusal(answer.Outcome, http.Response);
        versions.Advance(articleId);
        return TypedResults.Ok(new LikeState(commentId, answer.Likes, liked));
    }

    /// <param name="comments">Their ids with commas between them.</param>
    /// <param name="pass">Of the reader for whom it is asked.</param>
    /// <param name="response">Not for others when it is one reader's.</param>
    /// <param name="passes">Reads the pass; a bad one is as none.</param>
    /// <param name="likes">Counts them.</param>
    /// <param name="cancellationToken">The reader left.</param>
    private static async Task<Results<CacheableJson<LikeCounts>, Ok<LikeCounts>, ProblemHttpResult>> CountsAsync(
        string? comments,
        [FromHeader(Name = PassHeader)] string? pass,
        HttpResponse response,
        [FromServices] ReaderPasses passes,
        [FromServices] LikeStore likes,
        CancellationToken cancellationToken
    )
    {
        if (!passes.AreGiven)
            return Off();
        var texts = (comments ?? "").Split(',');
        var ids = texts.Select(text => Guid.TryParse(text, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct().ToArray();
        if (texts.Length > MaxComments)
            return PublicationsApi.Invalid(
                "comments",
                new FieldError("too-many", $"Tối đa {MaxComments} bình luận mỗi lần.", $"At most {MaxComments} comments at once.")
            );
        if (texts.Any(text => !Guid.TryParse(text, out _)))
            return PublicationsApi.Invalid(
                "comments",
                new FieldError(
                    "malformed",
                    "Phải là mã các bình luận, cách nhau bằng dấu phẩy.",
                    "Must be ids of comments with commas between them."
                )
            );
        var counts = await likes.LikesAsync(ids, cancellationToken);
        if (passes.Read(pass) is not (PassState.Valid, var reader))
        {
            response.Headers.Vary = PassHeader;
            return new CacheableJson<LikeCounts>(new(counts, []));
        }
        response.Headers.CacheControl = "private, no-store";
        return TypedResults.Ok(new LikeCounts(counts, await likes.LikedAsync(ids, reader, cancellationToken)));
    }

    /// <summary>Of a pass that has expired, nothing is kept.</summary>
    private static async Task<Results<Ok<LikesErased>, ProblemHttpResult>> EraseAsync(
        [FromHeader(Name = PassHeader)] string? pass,
        HttpResponse response,
        [FromServices] ReaderPasses passes,
        [FromServices] LikeStore likes,
        CancellationToken cancellationToken
    )
    {
        if (RefusalOf(pass, passes, out var reader) is { } refused)
            return refused;
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new LikesErased(await likes.EraseReaderAsync(reader, cancellationToken)));
    }

    private static ProblemHttpResult? RefusalOf(string? pass, ReaderPasses passes, out Guid reader)
    {
        reader = default;
        if (!passes.AreGiven)
            return Off();
        (var state, reader) = passes.Read(pass);
        return state == PassState.Valid ? null : ReaderPasses.Refusal(state);
    }

    private static ProblemHttpResult Off() =>
        Problems.Of(403, "likes-off", "Trang này không nhận lượt thích.", "Likes are not taken here.");

    private static ProblemHttpResult Refusal(LikeOutcome outcome, HttpResponse response)
    {
        switch (outcome)
        {
            case LikeOutcome.Gone:
                return Problems.Of(
                    410,
                    "comment-gone",
                    "Bình luận này không còn được hiển thị.",
                    "This comment is not shown any more."
                );
            case LikeOutcome.OfAnotherArticle:
                return Problems.Of(
                    404,
                    "comment-of-another-article",
                    "Bình luận này thuộc một bài viết khác.",
                    "This comment belongs to another article."
                );
            case LikeOutcome.TooMany:
                response.Headers.RetryAfter = "3600";
                return Problems.Of(
                    429,
                    "too-many-likes",
                    "Mạng của bạn đã gửi quá nhiều lượt thích cho bình luận này. Bạn hãy thử lại sau.",
                    "Too many likes of this comment came from your network. Try again later."
                );
            default:
                return Problems.Of(404, "comment-not-found", "Không tìm thấy bình luận này.", "There is no such comment.");
        }
    }
}
