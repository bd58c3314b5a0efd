using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Moderation.EndToEnd.Tests;

/// <summary>What a span says of one step.</summary>
internal sealed record Span(
    string Service,
    string Trace,
    string Id,
    string Parent,
    string Name,
    TimeSpan Duration,
    IReadOnlyList<string> LinkedTraces,
    IReadOnlyDictionary<string, string> Attributes
);

/// <summary>Takes in by OTLP over HTTP what the services of a running system tell.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<byte[]>> _told = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    /// <param name="address">Where services were told to send to.</param>
    public static async Task<Collector> StartAsync(Uri address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address.ToString());
        builder.Logging.ClearProviders();
        var collector = new Collector(builder.Build());
        collector._app.MapPost("/v1/{signal}", collector.TakeAsync);
        await collector._app.StartAsync();
        return collector;
    }

    public IEnumerable<Span> Spans =>
        from body in Of("traces")
        from resource in new Protobuf(body).Messages(1)
        let service = resource.Messages(1).First().Attributes(1)["service.name"]
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new Span(
            service,
            span.Hex(1),
            span.Hex(2),
            span.Hex(4),
            span.Text(5),
            TimeSpan.FromTicks((long)(span.Number(8) - span.Number(7)) / 100),
            [.. span.Messages(13).Select(link => link.Hex(1))],
            span.Attributes(9)
        );

    /// <param name="signal"><c>traces</c>, <c>metrics</c> or <c>logs</c>.</param>
    public IEnumerable<byte[]> Of(string signal) => _told.GetValueOrDefault(signal) ?? [];

    /// <summary>Whether anything that was told has these letters in it, in whatever place.</summary>
    public bool Holds(string text) =>
        _told.Values.SelectMany(bodies => bodies).Any(body => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context, string signal)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _told.GetOrAdd(signal, _ => new()).Enqueue(body.ToArray());
        context.Response.ContentType = "application/x-protobuf";
    }
}
