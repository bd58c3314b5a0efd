using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Moderation.ArticleSite.Comments;
using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Tests;

/// <summary>
/// Stands where Intake would: takes bodies of 16 kB at most, as Intake does, accepts them all but replies to
/// <see cref="NotPublished"/> and <see cref="TooMany"/>, and says of each comment what a test gave it to say.
/// </summary>
public sealed class AnsweringIntake : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, JsonElement> _received = new(StringComparer.Ordinal);
    private readonly WebApplication _server;

    private AnsweringIntake()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 16 * 1024);
        _server = builder.Build();
        _server.Run(ReceiveAsync);
    }

    /// <summary>A comment that Intake does not know as published.</summary>
    public static Guid NotPublished { get; } = Guid.CreateVersion7();

    /// <summary>A content that is refused for a minute.</summary>
    public const string TooMany = "Bình luận thứ mười một.";

    /// <summary>What is no code.</summary>
    public const string WrongCode = "WRONG";

    /// <summary>The one proof of work that is right.</summary>
    public const string Proof = "proof";

    /// <summary>For whom codes were asked, by the path.</summary>
    public ConcurrentDictionary<string, string> CodesFor { get; } = new(StringComparer.Ordinal);

    /// <summary>What the tracking page says, by the comment's id.</summary>
    public ConcurrentDictionary<Guid, string> Statuses { get; } = new();

    /// <summary>What is said of an article by its id; otherwise it is open.</summary>
    public ConcurrentDictionary<string, ArticleState> Articles { get; } = new(StringComparer.Ordinal);

    public Uri Url => new(_server.Urls.Single());

    public static async Task<AnsweringIntake> StartAsync()
    {
        var intake = new AnsweringIntake();
        await intake._server.StartAsync();
        return intake;
    }

    /// <summary>The body of the comment that came under this Idempotency-Key.</summary>
    public JsonElement Received(string key) => _received[key];

    public bool HasReceived(string key) => _received.ContainsKey(key);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        if (HttpMethods.IsPut(context.Request.Method))
        {
            using var wish = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            CodesFor[context.Request.Path.Value!] = wish.RootElement.GetProperty("reader").GetProperty("address").GetString()!;
            await context.Response.WriteAsJsonAsync(new { }, context.RequestAborted);
            return;
        }

        if (context.Request.Path.StartsWithSegments("/captchas", StringComparison.Ordinal))
        {
            await context.Response.WriteAsync(context.Request.Path, context.RequestAborted);
            return;
        }

        if (HttpMethods.IsGet(context.Request.Method))
        {
            var path = context.Request.Path.Value!.Split('/');
            if (path is [_, "articles", var article, "settings"])
            {
                await context.Response.WriteAsJsonAsync(Articles.GetValueOrDefault(article, ArticleState.Open));
                return;
            }
            if (path is [_, "proof-challenges", var proven])
            {
                await context.Response.WriteAsJsonAsync(new { parameters = new { data = proven }, signature = "" });
                return;
            }
            var asked = Guid.Parse(path[^1]);
            await context.Response.WriteAsJsonAsync(
                new { status = Statuses.GetValueOrDefault(asked, "pending") },
                context.RequestAborted
            );
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        _received[context.Request.Headers["Idempotency-Key"].ToString()] = body.RootElement.Clone();
        if (body.RootElement.TryGetProperty("parentId", out var parent) && parent.GetGuid() == NotPublished)
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            await context.Response.WriteAsJsonAsync(
                new { errors = new { parentId = new[] { new FieldError("parent-not-published", "Không còn được đăng.", "") } } },
                context.RequestAborted
            );
            return;
        }

        if (body.RootElement.GetProperty("content").GetString() == TooMany)
        {
            context.Response.Headers.RetryAfter = "60";
            await Problems.Of(429, "too-many-comments", "Hơi nhanh; gửi lại sau 60 giây.", "Too fast.").ExecuteAsync(context);
            return;
        }

        if (Articles.ContainsKey(context.Request.Path.Value!.Split('/')[2]))
        {
            await Problems.Of(409, "article-closed", "Bài viết này đã đóng bình luận.", "Closed.").ExecuteAsync(context);
            return;
        }

        if (body.RootElement.TryGetProperty("altcha", out var proof) && proof.GetString() != Proof)
        {
            var errors = new Dictionary<string, FieldError[]>(StringComparer.Ordinal)
            {
                ["altcha"] = [new FieldError("proof-wrong", "Phép kiểm tra không đúng.", "")],
            };
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { errors }, context.RequestAborted);
            return;
        }

        if (body.RootElement.GetProperty("captcha").GetProperty("answer").GetString() == WrongCode)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            var errors = new Dictionary<string, FieldError[]>(StringComparer.Ordinal)
            {
                ["captcha.answer"] = [new FieldError("captcha-wrong", "Mã xác nhận chưa đúng.", "")],
            };
            await context.Response.WriteAsJsonAsync(new { errors }, context.RequestAborted);
            return;
        }

        var id = Guid.CreateVersion7();
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await context.Response.WriteAsJsonAsync(
            new { id, trackingUrl = $"http://127.0.0.1/track/{id}" },
            context.RequestAborted
        );
    }
}
