using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.Publisher.Publications;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Feeds;

/// <summary>What was approved last, for feed readers. Public, as the read API is.</summary>
public static class FeedsApi
{
    public static void MapFeeds(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("").RequireCors().WithTags("Feeds");
        api.MapReading("/articles/{articleId}/comments.atom", OfArticleAsync)
            .WithSummary("The last approved comments of an article, as an Atom feed")
            .Produces<string>(contentType: "application/atom+xml")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapReading("/comments.atom", OfAllAsync)
            .WithSummary("The last approved comments of all articles, as an Atom feed")
            .Produces<string>(contentType: "application/atom+xml");
    }

    private static async Task<Results<CacheableBody, ProblemHttpResult>> OfArticleAsync(
        string articleId,
        HttpRequest request,
        [FromServices] FeedStore feeds,
        [FromServices] FeedsOptions options,
        CancellationToken cancellationToken
    ) =>
        ArticleId.IsValid(articleId)
            ? new CacheableBody(
                AtomFeed.ContentType,
                AtomFeed.Write(
                    AddressOf(request),
                    $"Bình luận: {articleId}",
                    await feeds.LatestAsync(articleId, cancellationToken),
                    options
                )
            )
            : PublicationsApi.Invalid("articleId", PublicationsApi.MalformedArticle);

    private static async Task<CacheableBody> OfAllAsync(
        HttpRequest request,
        [FromServices] FeedStore feeds,
        [FromServices] FeedsOptions options,
        CancellationToken cancellationToken
    ) =>
        new(
            AtomFeed.ContentType,
            AtomFeed.Write(AddressOf(request), "Bình luận mới", await feeds.LatestAsync(null, cancellationToken), options)
        );

    private static Uri AddressOf(HttpRequest request) =>
        new($"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}");
}
