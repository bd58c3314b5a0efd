using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HdrHistogram;

namespace Moderation.Load;

/// <summary>What the sending gave.</summary>
/// <param name="Accepted">The id and the moment of each <c>202</c>.</param>
/// <param name="Refused">How many Intake refused, by status, field and code.</param>
/// <param name="Failed">How many got no answer, or one that is neither acceptance nor refusal, by reason.</param>
/// <param name="Unanswered">Those that failed: each may be stored or not, and is sent again under its key.</param>
/// <param name="Latency">Microseconds from the moment that a comment was due until its answer.</param>
/// <param name="Rate">Comments a second that were really sent.</param>
internal sealed record Sent(
    IReadOnlyDictionary<Guid, DateTimeOffset> Accepted,
    IReadOnlyDictionary<string, int> Refused,
    IReadOnlyDictionary<string, int> Failed,
    IReadOnlyCollection<Comment> Unanswered,
    HistogramBase Latency,
    double Rate
);

/// <summary>
/// Sends open-loop: comment i is due at start + i / rate whether or not the ones before it were answered, and its latency counts
/// from when it was due, so that waiting is not hidden (coordinated omission).
/// </summary>
internal static class Sender
{
    public static async Task<Sent> SendAsync(
        Addresses system,
        IReadOnlyList<Comment> comments,
        int rate,
        ProgressBars progress,
        CancellationToken cancellationToken,
        Action<Guid, Uri>? whenAccepted = null
    )
    {
        using var connections = new SocketsHttpHandler { MaxConnectionsPerServer = 256, UseProxy = false };
        using var http = new HttpClient(connections) { BaseAddress = system.Intake, Timeout = TimeSpan.FromSeconds(30) };
        var accepted = new ConcurrentDictionary<Guid, DateTimeOffset>();
        var refused = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var failed = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var unanswered = new ConcurrentBag<Comment>();
        var latency = new LongConcurrentHistogram(1, TimeSpan.FromMinutes(2).Ticks / 10, 3);
        var elapsed = TimeSpan.Zero;

        await progress.ShowAsync("sending", comments.Count, async advance =>
        {
            var start = Stopwatch.GetTimestamp();
            var sending = new List<Task<Guid?>>(comments.Count);
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
            for (var i = 0; i < comments.Count; i++)
            {
                var due = TimeSpan.FromSeconds((double)i / rate);
                while (Stopwatch.GetElapsedTime(start) < due)
                    await tick.WaitForNextTickAsync(cancellationToken);
                sending.Add(SendOneAsync(comments[i], comments[i].Answers is > 0 and var back ? sending[i - back] : null, due));
            }

            elapsed = Stopwatch.GetElapsedTime(start);
            await Task.WhenAll(sending);

            // Returns the accepted comment's id.
            async Task<Guid?> SendOneAsync(Comment comment, Task<Guid?>? answered, TimeSpan due)
            {
                Guid? id = null;
                try
                {
                    var parent = answered is null ? null : await answered;
                    using var response = await PostAsync(system, http, comment, parent, cancellationToken);
                    latency.RecordValue(Math.Max(1, (Stopwatch.GetElapsedTime(start) - due).Ticks / 10));
                    var body = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
                    if ((int)response.StatusCode is >= 400 and < 500)
                    {
                        Count(refused, Reasons(response.StatusCode, body));
                    }
                    else if (response.StatusCode != HttpStatusCode.Accepted)
                    {
                        Count(failed, Reasons(response.StatusCode, body));
                        unanswered.Add(comment);
                    }
                    else if (!accepted.TryAdd((id = body.GetProperty("id").GetGuid()).Value, TimeProvider.System.GetUtcNow()))
                    {
                        Count(failed, ["202 with the id of another comment"]);
                    }
                    else
                    {
                        whenAccepted?.Invoke(id.Value, new Uri(body.GetProperty("trackingUrl").GetString()!));
                    }
                }
                catch (Exception exception)
                    when (exception is HttpRequestException or TaskCanceledException or JsonException
                        && !cancellationToken.IsCancellationRequested
                    )
                {
                    Count(failed, [exception.GetType().Name]);
                    unanswered.Add(comment);
                }

                advance(1);
                return id;
            }
        });
        return new Sent(accepted, refused, failed, unanswered, latency, comments.Count / Math.Max(elapsed.TotalSeconds, 0.001));
    }

    private static async Task<HttpResponseMessage> PostAsync(
        Addresses system,
        HttpClient http,
        Comment comment,
        Guid? parent,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"articles/{comment.ArticleId}/comments")
        {
            Content = JsonContent.Create(
                new
                {
                    name = comment.Name,
                    phone = comment.Phone,
                    title = comment.Title,
                    content = comment.Content,
                    parentId = parent,
                    article = comment.Headline is not { } headline
                        ? null
                        : new
                        {
                            headline = headline.Text,
                            lead = headline.Lead,
                            section = headline.Section,
                            url = headline.Path is null ? null : new Uri(system.Site, headline.Path),
                        },
                }
            ),
        };
        request.Headers.Add("Idempotency-Key", comment.Key ?? Guid.CreateVersion7().ToString());
        return await http.SendAsync(request, cancellationToken);
    }

    private static IEnumerable<string> Reasons(HttpStatusCode status, JsonElement problem)
    {
        if (problem.TryGetProperty("errors", out var errors))
            return errors
                .EnumerateObject()
                .SelectMany(field =>
                    field.Value.EnumerateArray().Select(e => $"{(int)status} {field.Name}: {e.GetProperty("code").GetString()}")
                );
        return [$"{(int)status} {(problem.TryGetProperty("code", out var code) ? code.GetString() : "")}"];
    }

    private static void Count(ConcurrentDictionary<string, int> counts, IEnumerable<string> reasons)
    {
        foreach (var reason in reasons)
            counts.AddOrUpdate(reason, 1, (_, n) => n + 1);
    }
}
