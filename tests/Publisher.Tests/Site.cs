using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Moderation.Publisher.Tests;

/// <summary>A webhook as it came over the wire.</summary>
public sealed record Webhook(
    string Id,
    string Timestamp,
    string Signature,
    byte[] Body,
    string? ContentType,
    DateTimeOffset ReceivedAt
)
{
    public JsonElement Json { get; } = JsonDocument.Parse(Body).RootElement;

    public string Type => Json.GetProperty("type").GetString()!;

    public JsonElement Data => Json.GetProperty("data");

    /// <summary>Whether somebody who has this secret made one of the signatures.</summary>
    public bool IsSignedWith(string secret)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{Id}.{Timestamp}."), .. Body];
        var made = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed);
        return Signature.Split(' ').Contains("v1," + Convert.ToBase64String(made), StringComparer.Ordinal);
    }

    /// <summary>None, when it is a test.</summary>
    public Guid CommentId => Data.TryGetProperty("id", out var id) ? id.GetGuid() : Guid.Empty;
}

/// <summary>A customer's site that receives webhooks on a real server and answers 204, or what a test tells it to.</summary>
public sealed class Site : IAsyncDisposable
{
    private readonly ConcurrentQueue<Webhook> _received = new();
    private readonly ConcurrentDictionary<Guid, ConcurrentQueue<Func<HttpContext, Task>>> _answers = new();
    private readonly int _otherwise;
    private WebApplication? _server;

    private Site(int otherwise) => _otherwise = otherwise;

    public Uri Url { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>Every request that came, also those to which an error was answered.</summary>
    public IReadOnlyCollection<Webhook> Received => _received;

    /// <param name="otherwise">The status that it answers when a test says nothing else.</param>
    public static async Task<Site> StartAsync(int otherwise = StatusCodes.Status204NoContent)
    {
        var site = new Site(otherwise);
        await site.OpenAsync();
        return site;
    }

    /// <summary>What it answers to the next webhooks of one comment, one after the other.</summary>
    public void Answer(Guid commentId, params Func<HttpContext, Task>[] answers) => _answers[commentId] = new(answers);

    public static Func<HttpContext, Task> Status(HttpStatusCode status, params (string Name, string Value)[] headers) =>
        context =>
        {
            context.Response.StatusCode = (int)status;
            foreach (var (name, value) in headers)
                context.Response.Headers[name] = value;
            return Task.CompletedTask;
        };

    public IReadOnlyList<Webhook> Of(Guid commentId) => [.. _received.Where(w => w.CommentId == commentId)];

    /// <summary>Starts it, or starts it again where it was.</summary>
    public async Task OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Url.ToString());
        _server = builder.Build();
        _server.Run(ReceiveAsync);
        await _server.StartAsync();
        Url = new Uri(_server.Urls.Single());
    }

    public async Task CloseAsync()
    {
        await _server!.DisposeAsync();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var webhook = new Webhook(
            context.Request.Headers["webhook-id"].ToString(),
            context.Request.Headers["webhook-timestamp"].ToString(),
            context.Request.Headers["webhook-signature"].ToString(),
            body.ToArray(),
            context.Request.ContentType,
            TimeProvider.System.GetUtcNow()
        );
        _received.Enqueue(webhook);
        if (_answers.TryGetValue(webhook.CommentId, out var answers) && answers.TryDequeue(out var answer))
            await answer(context);
        else
            context.Response.StatusCode = _otherwise;
    }
}
