using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Moderation.Moderator.Tests.Flow;

/// <summary>Stands where the operations port of another service would.</summary>
internal sealed class AnsweringStation : IAsyncDisposable
{
    private readonly WebApplication _server;

    private AnsweringStation(Uri url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url.ToString());
        _server = builder.Build();
        _server.MapGet("/station", AnswerAsync);
        _server.MapGet("/doctor", AnswerAsync);
        _server.MapGet("/retention", AnswerAsync);
        _server.MapMethods("/operation/pauses/{station}", ["PUT", "DELETE"], async (HttpRequest request, string station) =>
        {
            var reason = request.HasJsonContentType()
                ? (await request.ReadFromJsonAsync<JsonElement>()).GetProperty("reason").GetString()
                : null;
            Asked.Enqueue((request.Method, station, reason, request.Headers["X-Operation-Key"].ToString()));
            return Results.NoContent();
        });
    }

    /// <summary>What it says; null says nothing until whoever asks has left.</summary>
    public string? Says { get; set; }

    public int Status { get; set; } = 200;

    /// <summary>What was asked of its stations, in order.</summary>
    public ConcurrentQueue<(string Method, string Station, string? Reason, string Key)> Asked { get; } = new();

    public static async Task<AnsweringStation> StartAsync(Uri url, string service, long submissions = 0)
    {
        var station = new AnsweringStation(url) { Says = Report(service, submissions) };
        await station._server.StartAsync();
        return station;
    }

    /// <summary>As the service writes it.</summary>
    public static string Report(string service, long submissions) =>
        $$"""
            {"service":"{{service}}","copy":"máy-1:7","version":"1.0","startedAt":"2026-11-30T01:00:00Z",
            "at":"{{TimeProvider.System.GetUtcNow():O}}","checks":{"database":"Healthy","broker":"Healthy"},
            "counts":{"moderation.comments.submitted":{{submissions}}},"backlogs":[{"name":"outbox","depth":2}]}
            """;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (Says is null)
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(Says!);
    }
}
