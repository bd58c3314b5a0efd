using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Testing;

namespace Moderation.EndToEnd.Tests;

/// <summary>
/// A news site's server that sends readers' comments, and sends one again under the same key when it got no answer.
/// </summary>
internal sealed class Reader(Uri intake) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 })
    {
        BaseAddress = intake,
        Timeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>Sends until it is accepted, and returns its id and the address of its tracking page.</summary>
    public async Task<(Guid Id, Uri Tracking)> SendAsync(
        string articleId,
        string content,
        string? title = "Ý kiến bạn đọc",
        string name = "Nguyễn Bạn Đọc",
        string? phone = null,
        Guid? parentId = null,
        object? article = null
    )
    {
        var key = Guid.CreateVersion7().ToString();
        var answer = await Eventually.FindAsync(
            "Intake accepts the comment",
            () =>
                TrySendAsync(
                    key,
                    articleId,
                    new
                    {
                        name,
                        phone,
                        title,
                        content,
                        parentId,
                        article,
                    }
                ),
            TimeSpan.FromMinutes(2)
        );
        return (
            answer.RootElement.GetProperty("id").GetGuid(),
            new Uri(answer.RootElement.GetProperty("trackingUrl").GetString()!)
        );
    }

    /// <summary>Sends <paramref name="count"/> comments, eight at a time.</summary>
    public async Task<IReadOnlyCollection<Guid>> SendManyAsync(string articleId, int count, Action<int>? sent = null)
    {
        var ids = new ConcurrentBag<Guid>();
        await Parallel.ForEachAsync(
            Enumerable.Range(1, count),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (i, _) =>
            {
                ids.Add((await SendAsync(articleId, $"Bình luận thứ {i} về việc sửa đường.")).Id);
                sent?.Invoke(ids.Count);
            }
        );
        return ids;
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonDocument?> TrySendAsync(string key, string articleId, object comment)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"articles/{articleId}/comments")
            {
                Content = JsonContent.Create(comment),
            };
            request.Headers.Add("Idempotency-Key", key);
            using var response = await _http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.Accepted)
                return JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            // Intake may hear of the answered comment's approval after the site does.
            if (response.StatusCode == HttpStatusCode.Conflict)
                return null;
            if ((int)response.StatusCode is >= 400 and < 500)
                throw new InvalidOperationException($"Intake refused it: {await response.Content.ReadAsStringAsync()}");
            return null;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }
}
