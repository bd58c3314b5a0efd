using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Moderation.Moderator.Tests.Reconciliation;

/// <summary>Stands where Publisher would, with what a test gives it to keep.</summary>
internal sealed class AnsweringPublisher : IAsyncDisposable
{
    private readonly WebApplication _server;

    private AnsweringPublisher()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapGet("/operation/reconciliation", (HttpRequest request, Guid? after, int limit) =>
            Answer(request, () => Kept.Values.Where(one => one.CommentId.CompareTo(after ?? Guid.Empty) > 0)
                .OrderBy(one => one.CommentId).Take(limit).ToArray())
        );
        _server.MapPost("/operation/reconciliation/hold", (HttpRequest request, HeldOnes asked) =>
            Answer(request, () => asked.Publications.Select(one =>
                Kept[one.CommentId] = Kept[one.CommentId] with { Version = one.Version + 1, Status = "held" }).ToArray())
        );
        _server.MapPost("/operation/reconciliation/send-again", (HttpRequest request) =>
            Answer(request, () => new { count = 1 })
        );
    }

    public static string Key { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public ConcurrentDictionary<Guid, KeptOne> Kept { get; } = new();

    /// <summary>It answers 500 to everything.</summary>
    public bool IsIll { get; set; }

    public Uri Url => new(_server.Urls.Single());

    public static async Task<AnsweringPublisher> StartAsync()
    {
        var publisher = new AnsweringPublisher();
        await publisher._server.StartAsync();
        return publisher;
    }

    public void Keep(Guid commentId, int version, string status) =>
        Kept[commentId] = new KeptOne(commentId, "bai-cua-publisher", version, status);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IResult Answer(HttpRequest request, Func<object> said) =>
        request.Headers["X-Operation-Key"] != Key ? Results.StatusCode(401)
        : IsIll ? Results.StatusCode(500)
        : Results.Json(said());

    internal sealed record KeptOne(Guid CommentId, string ArticleId, int Version, string Status);

    internal sealed record HeldOne(Guid CommentId, int Version);

    internal sealed record HeldOnes(IReadOnlyList<HeldOne> Publications);
}
