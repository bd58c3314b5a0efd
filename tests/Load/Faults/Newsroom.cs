using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Moderation.Load;

/// <summary>
/// Moderators at work through the console's API: what waits is approved, one of eight rejected, and one of sixteen approvals
/// taken back ten seconds later, when the site shows it. What is not answered is done again.
/// </summary>
internal sealed class Newsroom : IDisposable
{
    private static readonly string[] Queues = ["pending", "suspect", "unscored"];
    private static readonly TimeSpan UntilTakenBack = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly ConcurrentDictionary<Guid, (Guid Decision, DateTimeOffset At)> _doubtful = new();

    private Newsroom(HttpClient http) => _http = http;

    /// <summary>Comments that were decided.</summary>
    public ConcurrentDictionary<Guid, bool> Decided { get; } = new();

    /// <summary>Comments whose approval was taken back.</summary>
    public ConcurrentDictionary<Guid, bool> TakenBack { get; } = new();

    public static async Task<Newsroom> SignInAsync(Addresses system)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = system.Moderator,
            Timeout = TimeSpan.FromSeconds(10),
        };
        using var response = await http.PostAsJsonAsync(
            "api/session",
            new { name = system.Login.Name, password = system.Login.Password }
        );
        response.EnsureSuccessStatusCode();
        var session = await response.Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.Add("X-CSRF-TOKEN", session.GetProperty("antiforgeryToken").GetString());
        return new Newsroom(http);
    }

    /// <summary>Until it is cancelled.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        try
        {
            do
            {
                foreach (var queue in Queues)
                    await DecideAsync(queue, cancellationToken);
                await TakeBackAsync(cancellationToken);
            } while (await tick.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The shift is over.
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task DecideAsync(string queue, CancellationToken cancellationToken)
    {
        var address = $"api/queue?queue={queue}&limit=100";
        if (await AskAsync(HttpMethod.Get, address, content: null, cancellationToken) is not { } page)
            return;
        var waiting = page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()).ToList();
        await Parallel.ForEachAsync(
            waiting.Where(id => !TakenBack.ContainsKey(id)),
            new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = cancellationToken },
            async (id, token) =>
            {
                // The last byte of an id is random.
                var dice = id.ToByteArray()[^1];
                var (outcome, reason) = dice % 8 == 0 ? ("reject", "offTopic") : ("approve", null);
                var decision = new { outcome, reason, revision = 1 };
                if (await AskAsync(HttpMethod.Post, $"api/comments/{id}/decision", decision, token) is not { } done)
                    return;
                Decided[id] = true;
                if (dice % 16 == 1)
                    _doubtful[id] = (done.GetProperty("decision").GetProperty("id").GetGuid(), TimeProvider.System.GetUtcNow());
            }
        );
    }

    private async Task TakeBackAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, (decision, at)) in _doubtful)
        {
            if (TimeProvider.System.GetUtcNow() - at < UntilTakenBack)
                continue;
            // Known before it is asked: an answer may be lost with a service that is killed.
            TakenBack[id] = true;
            if (await AskAsync(HttpMethod.Post, $"api/decisions/{decision}/undo", new { }, cancellationToken) is not null)
                _doubtful.TryRemove(id, out _);
        }
    }

    /// <returns>Null when it was not answered, or refused for what has changed meanwhile.</returns>
    private async Task<JsonElement?> AskAsync(
        HttpMethod method,
        string path,
        object? content,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            if (content is not null)
                request.Content = JsonContent.Create(content);
            using var response = await _http.SendAsync(request, cancellationToken);
            // Done already: the answer was lost.
            if (response.StatusCode == HttpStatusCode.Conflict && path.EndsWith("/undo", StringComparison.Ordinal))
                return default(JsonElement);
            return response.StatusCode == HttpStatusCode.OK
                ? await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)
                : null;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or TaskCanceledException or IOException or JsonException
                && !cancellationToken.IsCancellationRequested
            )
        {
            return null;
        }
    }
}
