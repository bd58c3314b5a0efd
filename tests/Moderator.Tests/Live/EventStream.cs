using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Live;

/// <summary>An open stream of events, and all that came over it.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly ConcurrentQueue<(string Type, JsonElement Data)> _events = new();
    private readonly Task _reading;

    private EventStream(HttpResponseMessage response)
    {
        _response = response;
        _reading = ReadAsync();
    }

    /// <summary>Whether the server has ended it.</summary>
    public bool HasEnded => _reading.IsCompleted;

    public IReadOnlyCollection<(string Type, JsonElement Data)> Events => _events;

    public static async Task<EventStream> OpenAsync(HttpClient client, Guid? console = null)
    {
        var response = await client.GetAsync(
            console is null ? "/api/events" : $"/api/events?console={console}",
            HttpCompletionOption.ResponseHeadersRead
        );
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var stream = new EventStream(response);
        await Eventually.IsTrueAsync("the stream says hello and how much waits", () =>
            Task.FromResult(stream._events.Any(e => e.Type == "counts"))
        );
        return stream;
    }

    /// <summary>Waits until an event of that type tells of the comment, and returns what it says of it.</summary>
    public async Task<JsonElement> FindAsync(string type, Guid commentId, Func<JsonElement, bool>? fits = null)
    {
        JsonElement found = default;
        await Eventually.IsTrueAsync($"{type} tells of the comment", () =>
        {
            found = ItemsOf(type)
                .FirstOrDefault(item => item.GetProperty("id").GetGuid() == commentId && (fits is null || fits(item)));
            return Task.FromResult(found.ValueKind == JsonValueKind.Object);
        });
        return found;
    }

    public IEnumerable<JsonElement> ItemsOf(string type) =>
        _events.Where(e => e.Type == type).SelectMany(e => e.Data.GetProperty("items").EnumerateArray());

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        await _reading;
    }

    private async Task ReadAsync()
    {
        try
        {
            await using var body = await _response.Content.ReadAsStreamAsync();
            await foreach (var item in SseParser.Create(body).EnumerateAsync())
                _events.Enqueue((item.EventType, JsonSerializer.Deserialize<JsonElement>(item.Data)));
        }
        catch (Exception exception)
            when (exception is IOException or HttpRequestException or ObjectDisposedException or OperationCanceledException)
        {
            // The stream was left.
        }
    }
}
