using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.Publisher.Feeds;
using Moderation.Publisher.Publications;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Fragments;

/// <summary>Comments as HTML, for sites that include them on their side. Public, as the read API is.</summary>
public static class FragmentApi
{
    /// <summary>Opened by itself it can do nothing either.</summary>
    private const string Policy = "default-src 'none'; base-uri 'none'; form-action 'none'";

    public static void MapFragments(this IEndpointRouteBuilder app) =>
        app.MapReading("/articles/{articleId}/comments.html", WriteAsync)
            .RequireCors()
            .AddEndpointFilter(app.ServiceProvider.GetRequiredService<PageCache>())
            .WithTags("Fragments")
            .WithSummary("Approved comments in threads, as HTML to be included in a page")
            .Produces<string>(contentType: "text/html")
            .ProducesProblem(StatusCodes.Status400BadRequest);

    /// <param name="articleId">1 to 100 characters of <c>[A-Za-z0-9._~-]</c>.</param>
    /// <param name="limit">Threads, 1 to 100.</param>
    /// <param name="order"><c>newest</c>, which it is when left out, <c>oldest</c> or <c>best</c>.</param>
    /// <param name="featured"><c>true</c>: only threads in which something is featured.</param>
    /// <param name="levels">On how many levels replies stand, 1, which it is when left out, to 3.</param>
    /// <param name="lang"><c>vi</c>, which it is when left out, or <c>en</c>.</param>
    /// <param name="threads">Reads them.</param>
    /// <param name="options">Where they are reported.</param>
    /// <param name="feeds">Where the site shows them.</param>
    /// <param name="cancellationToken">The reader left.</param>
    private static async Task<Results<CacheableBody, ProblemHttpResult>> WriteAsync(
        string articleId,
        string? limit,
        string? order,
        string? featured,
        string? levels,
        string? lang,
        [FromServices] ThreadStore threads,
        [FromServices] FragmentsOptions options,
        [FromServices] FeedsOptions feeds,
        CancellationToken cancellationToken
    )
    {
        if (FragmentWords.Find(lang) is not { } words)
            return PublicationsApi.Invalid("lang", new FieldError("unknown", "Phải là vi hoặc en.", "Must be vi or en."));
        var (known, size) = (ThreadOrder.Find(order), PublicationsApi.SizeOf(limit));
        var chosen = PublicationsApi.IsFeatured(featured);
        if (PublicationsApi.Check(articleId, isCursor: true, size, known is not null, chosen is not null) is { } invalid)
            return invalid;
        if (LevelsOf(levels) is not { } depth)
            return PublicationsApi.Invalid(
                "levels",
                new FieldError("out-of-range", "Phải là số nguyên từ 1 đến 3.", "Must be a whole number from 1 to 3.")
            );
        var page = await threads.PageAsync(articleId, known!, known!.Start, size, chosen!.Value, cancellationToken);
        var count = (await threads.CountAsync([articleId], cancellationToken))[articleId];
        var html = new CommentFragment(words, depth, options, feeds, articleId).Write(page, count);
        return new CacheableBody("text/html; charset=utf-8", html, Policy);
    }

    private static int? LevelsOf(string? levels) =>
        levels is null ? 1
        : levels is [>= '1' and <= (char)('0' + ThreadLevels.Most)] ? levels[0] - '0'
        : null;
}
