using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Moderation.Testing;

namespace Moderation.EndToEnd.Tests;

/// <summary>A moderator's script: what the console does, through the same API.</summary>
internal sealed class Moderator(RunningSystem system) : IDisposable
{
    private readonly HttpClient _http = system.Client();

    /// <summary>The queue in which a comment stands, or null while it is not known.</summary>
    public async Task<JsonElement?> FindAsync(Guid id)
    {
        using var response = await _http.GetAsync($"api/comments/{id}");
        return response.StatusCode == HttpStatusCode.OK
            ? (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("comment")
            : null;
    }

    /// <summary>Waits until a comment stands in a queue.</summary>
    public Task AwaitAsync(Guid id, string queue, TimeSpan? within = null) =>
        Eventually.IsTrueAsync(
            $"comment {id} is in the queue {queue}",
            async () => await FindAsync(id) is { } comment && comment.GetProperty("queue").GetString() == queue,
            within
        );

    /// <summary>Waits until a comment waits for a person, and returns the queue that it stands in.</summary>
    public Task<string> AwaitWaitingAsync(Guid id) =>
        Eventually.FindAsync($"comment {id} is in a queue", async () =>
            await FindAsync(id) is { } comment
            && comment.GetProperty("queue").GetString() is ("pending" or "suspect" or "unscored") and var queue
                ? queue
                : null
        );

    /// <summary>Waits until a comment with this content waits for a person, and returns the queue that it stands in.</summary>
    public Task<string> FindQueueAsync(string content) => Eventually.FindAsync("the comment is in a queue", async () =>
        {
            foreach (var queue in new[] { "pending", "suspect", "unscored" })
            {
                if (await HasAsync(queue, content))
                    return queue;
            }

            return null;
        });

    /// <summary>Whether a queue holds a comment with this content, which ends with a mark.</summary>
    public async Task<bool> HasAsync(string queue, string content)
    {
        var page = await _http.GetFromJsonAsync<JsonElement>($"api/queue?queue={queue}&q={Uri.EscapeDataString(content[^12..])}");
        return page.GetProperty("items")
            .EnumerateArray()
            .Any(item => item.GetProperty("text").GetProperty("content").GetString() == content);
    }

    /// <summary>
    /// Approves a comment, as it is or edited, and waits until the site shows it, but not for the grace before: what goes on in
    /// it is tested where it is.
    /// </summary>
    public async Task ShowAsync(Guid id, object? edit = null)
    {
        await Eventually.IsTrueAsync($"comment {id} can be decided", async () =>
            await FindAsync(id) is { } comment && comment.GetProperty("queue").GetString() is "pending" or "suspect" or "unscored"
        );
        await DecideAsync(id, "approve", edit: edit);
        await HurryAsync(id);
        await using var site = system.Database("site");
        await Eventually.IsTrueAsync($"comment {id} is on the site", async () =>
        {
            await using var connection = await site.OpenConnectionAsync();
            return await connection.ExecuteScalarAsync<bool>(
                "SELECT EXISTS (SELECT FROM comments WHERE id = @id AND status = 'shown')",
                new { id }
            );
        });
    }

    /// <summary>Pauses a station, as <c>publisher/publisher</c>.</summary>
    public async Task<HttpStatusCode> PauseAsync(string station, string reason)
    {
        using var paused = await _http.PutAsJsonAsync($"api/flow/pauses/{station}", new { reason });
        return paused.StatusCode;
    }

    public async Task<HttpStatusCode> ResumeAsync(string station)
    {
        using var resumed = await _http.DeleteAsync($"api/flow/pauses/{station}");
        return resumed.StatusCode;
    }

    /// <summary>How many take the messages of a station, as the page of the flow says; null while nobody knows.</summary>
    public async Task<int?> ConsumersAsync(string station)
    {
        var flow = await _http.GetFromJsonAsync<JsonElement>("api/flow");
        var seen = flow.GetProperty("picture").GetProperty("stations").EnumerateArray();
        return seen.Single(one => one.GetProperty("name").GetString() == station).TryGetProperty("consumers", out var consumers)
            ? consumers.GetInt32()
            : null;
    }

    /// <summary>Rejects a comment, and tells of it without the grace before.</summary>
    public async Task RejectAsync(Guid id, string reason = "spam")
    {
        await AwaitWaitingAsync(id);
        await DecideAsync(id, "reject", reason);
        await HurryAsync(id);
    }

    /// <summary>Ends the grace in which a decision could be taken back before anybody hears of it.</summary>
    public async Task HurryAsync(Guid id)
    {
        await using var moderator = system.Database("moderator");
        await using var connection = await moderator.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "UPDATE outbox SET not_before = clock_timestamp() WHERE body LIKE '%' || @id || '%'; NOTIFY outbox",
            new { id = id.ToString() }
        );
    }

    /// <summary>
    /// Decides until it stands: a killed service takes an answer with it, and the second try is then told that it is decided.
    /// </summary>
    public async Task DecideAsync(Guid id, string outcome, string? reason = null, object? edit = null)
    {
        var answer = "";
        try
        {
            await Eventually.IsTrueAsync(
                $"comment {id} is decided",
                async () => (answer = await TryAsync()) == "",
                TimeSpan.FromMinutes(2)
            );
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}; the last answer was {answer}", exception);
        }

        async Task<string> TryAsync()
        {
            try
            {
                using var response = await _http.PostAsJsonAsync(
                    $"api/comments/{id}/decision",
                    new
                    {
                        outcome,
                        reason,
                        edit,
                        revision = 1,
                    }
                );
                if (response.StatusCode == HttpStatusCode.OK)
                    return "";
                var body = await response.Content.ReadAsStringAsync();
                return body.Contains("\"already-decided\"", StringComparison.Ordinal) ? "" : $"{response.StatusCode} {body}";
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                return exception.Message;
            }
        }
    }

    /// <summary>Picks a published comment out for readers (PUT), or takes that back (DELETE).</summary>
    public async Task FeatureAsync(Guid id, HttpMethod method)
    {
        using var request = new HttpRequestMessage(method, $"api/comments/{id}/featured");
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Answers in the newsroom's voice.</summary>
    /// <returns>The decision that published the answer.</returns>
    public async Task<Guid> ReplyAsync(Guid id, string content)
    {
        using var response = await _http.PostAsJsonAsync($"api/comments/{id}/replies", new { content });
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.GetProperty("decision").GetProperty("id").GetGuid();
    }

    /// <summary>Writes what only moderators read.</summary>
    public async Task NoteAsync(Guid id, string text)
    {
        using var response = await _http.PostAsJsonAsync($"api/comments/{id}/notes", new { text });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Takes a decision back.</summary>
    public async Task UndoAsync(Guid decisionId)
    {
        using var response = await _http.PostAsync($"api/decisions/{decisionId}/undo", content: null);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Changes a word list, as somebody else does who has it open at the same time.</summary>
    public async Task ChangeListAsync(string kind, Func<IEnumerable<string>, IEnumerable<string>> change)
    {
        var list = await _http.GetFromJsonAsync<JsonElement>($"api/lists/{kind}");
        var terms = list.GetProperty("terms").EnumerateArray().Select(term => term.GetString()!);
        using var response = await _http.PutAsJsonAsync(
            $"api/lists/{kind}",
            new { version = list.GetProperty("version").GetInt32(), terms = change(terms) }
        );
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Takes every term with a mark out of a word list again.</summary>
    public Task TakeOutAsync(string kind, string mark) =>
        ChangeListAsync(kind, terms => terms.Where(term => !term.Contains(mark, StringComparison.Ordinal)));

    public void Dispose() => _http.Dispose();
}
