using Microsoft.Extensions.Caching.Memory;

namespace Moderation.Publisher.Publications;

/// <summary>
/// Answers about one article, kept as bytes until something under it changes: most readers see the page that others saw, and
/// most that ask again have it.
/// </summary>
internal sealed class PageCache(ArticleVersions versions) : IEndpointFilter, IDisposable
{
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>Longer ones are nobody's pages.</summary>
    private const int LongestQuery = 200;

    /// <summary>All that pages are asked by. What else an address says makes no other page of it.</summary>
    private static readonly string[] Parameters = ["cursor", "limit", "order", "featured", "levels", "lang"];

    private static readonly TimeSpan Unread = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _pages = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        // Asked before the page is read: what changes meanwhile makes it one of an older version.
        if (
            request.RouteValues["articleId"] is not string article
            || request.QueryString.Value is { Length: > LongestQuery }
            || versions.Of(article) is not { } version
        )
            return await next(context);
        var key = (version, request.Path.Value, AskedBy(request));
        if (_pages.TryGetValue(key, out CacheableBody? known))
            return known;
        var answer = await next(context);
        // The framework hands out the result that one of several types holds.
        var result = answer is INestedHttpResult nested ? nested.Result : answer;
        if (result is not ICacheableResult cacheable)
            return answer;
        var body = cacheable.BodyFor(context.HttpContext);
        using var entry = _pages.CreateEntry(key);
        entry.Value = body;
        entry.Size = body.Length;
        entry.SlidingExpiration = Unread;
        return body;
    }

    private static string AskedBy(HttpRequest request) =>
        request.QueryString.HasValue
            ? string.Concat(
                Parameters
                    .Where(request.Query.ContainsKey)
                    .Select(name => $"&{name}={Uri.EscapeDataString(request.Query[name].ToString())}")
            )
            : "";

    public void Dispose() => _pages.Dispose();
}
