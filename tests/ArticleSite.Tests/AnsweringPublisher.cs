using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Tests;

/// <summary>
/// Stands where Publisher would: gives passes, counts the likes of those who bring one, and ranks as a test says.
/// </summary>
public sealed class AnsweringPublisher : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(Guid Comment, string Pass), string> _likes = new();
    private readonly ConcurrentDictionary<string, bool> _passes = new(StringComparer.Ordinal);
    private readonly WebApplication _server;

    private AnsweringPublisher()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapPost("/reader-passes", () => new { pass = NewPass() });
        _server.MapGet("/likes", Counts);
        _server.MapDelete("/likes", Erase);
        _server.MapMethods("/articles/{article}/comments/{id:guid}/like", ["PUT", "DELETE"], Do);
        _server.MapGet("/articles/{article}/comments/ranking", Ranking);
    }

    /// <summary>Comments of which readers like too many.</summary>
    public ConcurrentDictionary<Guid, bool> TooMany { get; } = new();

    /// <summary>Threads of an article in the order of likes, a page each.</summary>
    public ConcurrentDictionary<string, Guid[][]> Ranked { get; } = new(StringComparer.Ordinal);

    public Uri Url => new(_server.Urls.Single());

    public static async Task<AnsweringPublisher> StartAsync()
    {
        var publisher = new AnsweringPublisher();
        await publisher._server.StartAsync();
        return publisher;
    }

    /// <summary>No pass that was given is good any more.</summary>
    public void ForgetPasses() => _passes.Clear();

    /// <summary>From where a comment's likes came.</summary>
    public IEnumerable<string> AddressesOf(Guid comment) =>
        _likes.Where(like => like.Key.Comment == comment).Select(like => like.Value);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private string NewPass()
    {
        var pass = Guid.CreateVersion7().ToString("n");
        _passes[pass] = true;
        return pass;
    }

    private IResult Counts(string comments, HttpRequest request)
    {
        var ids = comments.Split(',').Select(Guid.Parse).ToList();
        return Results.Json(
            new
            {
                likes = ids.ToDictionary(id => id, id => _likes.Keys.Count(like => like.Comment == id)),
                liked = ids.Where(id => _likes.ContainsKey((id, PassOf(request)))),
            }
        );
    }

    private IResult Erase(HttpRequest request)
    {
        var pass = PassOf(request);
        if (!_passes.ContainsKey(pass))
            return Problems.Of(403, "reader-pass-invalid", "Thẻ không đúng.", "Wrong pass.");
        return Results.Json(new { erased = _likes.Keys.Count(like => like.Pass == pass && _likes.TryRemove(like, out _)) });
    }

    private async Task<IResult> Do(Guid id, HttpRequest request)
    {
        await Task.Yield();
        if (!_passes.ContainsKey(PassOf(request)))
            return Problems.Of(403, "reader-pass-invalid", "Thẻ không đúng.", "Wrong pass.");
        if (TooMany.ContainsKey(id))
            return Problems.Of(429, "too-many-likes", "Mạng của bạn đã gửi quá nhiều lượt thích.", "Too many likes.");
        if (HttpMethods.IsPut(request.Method))
            _likes[(id, PassOf(request))] = request.Headers["X-Forwarded-For"].ToString();
        else
            _likes.TryRemove((id, PassOf(request)), out _);
        return Results.Json(new { likes = _likes.Keys.Count(like => like.Comment == id) });
    }

    private IResult Ranking(string article, string? cursor)
    {
        var page = cursor is { Length: > 0 } ? int.Parse(cursor, CultureInfo.InvariantCulture) : 0;
        var pages = Ranked.GetValueOrDefault(article, [[]]);
        return Results.Json(
            new { threads = pages[page].Select(id => new { id }), next = page + 1 < pages.Length ? $"{page + 1}" : null }
        );
    }

    private static string PassOf(HttpRequest request) => request.Headers["X-Reader-Pass"].ToString();
}
