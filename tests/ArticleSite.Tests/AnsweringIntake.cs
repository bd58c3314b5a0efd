using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Moderation.ArticleSite.Tests;

/// <summary>Stands where Intake would: takes bodies of 16 kB at most, as Intake does, and accepts them all.</summary>
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

    public Uri Url => new(_server.Urls.Single());

    public static async Task<AnsweringIntake> StartAsync()
    {
        var intake = new AnsweringIntake();
        await intake._server.StartAsync();
        return intake;
    }

    /// <summary>The body of the comment that came under this Idempotency-Key.</summary>
    public JsonElement Received(string key) => _received[key];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        _received[context.Request.Headers["Idempotency-Key"].ToString()] = body.RootElement.Clone();
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await context.Response.WriteAsJsonAsync(new { trackingUrl = "http://127.0.0.1/track/x" }, context.RequestAborted);
    }
}
