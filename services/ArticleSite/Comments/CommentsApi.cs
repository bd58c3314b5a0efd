using System.Globalization;
using Microsoft.Net.Http.Headers;
using Moderation.ArticleSite.Articles;
using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Comments;

/// <summary>What an open page asks for again and again: how many comments there are by now.</summary>
public static class CommentsApi
{
    /// <summary>How long a cache may answer for the site.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    public static void MapComments(this IEndpointRouteBuilder app) =>
        app.MapReading("/bai-viet/{id}/so-binh-luan", CountAsync);

    private static async Task<IResult> CountAsync(
        string id,
        Newspaper newspaper,
        CommentStore comments,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        if (newspaper.Find(id) is null)
            return Results.NotFound();
        var count = (await comments.CountsAsync([id], cancellation)).GetValueOrDefault(id);
        context.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = MaxAge };
        var tag = new EntityTagHeaderValue($"\"{count.ToString(CultureInfo.InvariantCulture)}\"");
        context.Response.GetTypedHeaders().ETag = tag;
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(new { count });
    }
}
