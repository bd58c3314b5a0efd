using System.Net;
using System.Text.Json;
using Moderation.ArticleSite.Comments;
using Polly;

namespace Moderation.ArticleSite.Likes;

/// <summary>Asks Publisher for likes, and passes them on in a reader's place.</summary>
public sealed class PublisherClient(HttpClient http, PublisherOptions options, TimeProvider time, ILogger<PublisherClient> log)
{
    private const string PassHeader = "X-Reader-Pass";
    private const int CommentsAtOnce = 100;

    private bool IsKnown => options.Url is not null;

    /// <returns>Null when Publisher does not say it soon.</returns>
    public async Task<LikeCounts?> CountsAsync(IReadOnlyCollection<Guid> ids, string? pass, CancellationToken cancellation)
    {
        if (!IsKnown)
            return null;
        var parts = await Task.WhenAll(
            ids.Chunk(CommentsAtOnce)
                .Select(part => AskAsync<LikeCounts>("likes?comments=" + string.Join(',', part), pass, cancellation))
        );
        return parts.Any(part => part is null)
            ? null
            : new LikeCounts(
                parts.SelectMany(part => part!.Likes).ToDictionary(),
                [.. parts.SelectMany(part => part!.Liked)]
            );
    }

    /// <returns>Null when Publisher does not say it soon, or the cursor is none of its own.</returns>
    public async Task<RankedPage?> BestAsync(string articleId, string? cursor, int limit, CancellationToken cancellation)
    {
        if (!IsKnown)
            return null;
        var path = $"articles/{articleId}/comments/ranking?limit={limit}&cursor={Uri.EscapeDataString(cursor ?? "")}";
        return await AskAsync<Ranking>(path, pass: null, cancellation) is { } ranking
            ? new RankedPage([.. ranking.Threads.Select(thread => thread.Id)], ranking.Next)
            : null;
    }

    /// <returns>Null when Publisher gives none.</returns>
    public async Task<string?> PassAsync(CancellationToken cancellation)
    {
        if (!IsKnown)
            return null;
        using var request = new HttpRequestMessage(HttpMethod.Post, "reader-passes");
        using var response = await TrySendAsync(request, cancellation);
        return response is { IsSuccessStatusCode: true }
            ? (await response.Content.ReadFromJsonAsync<GivenPass>(cancellation))?.Pass
            : null;
    }

    /// <param name="articleId">The article.</param>
    /// <param name="comment">The comment.</param>
    /// <param name="liked">False takes a like back.</param>
    /// <param name="pass">The reader's.</param>
    /// <param name="address">The reader's, which Publisher believes a named proxy.</param>
    /// <param name="cancellation">The reader went away.</param>
    public async Task<LikeAnswer> DoAsync(
        string articleId,
        Guid comment,
        bool liked,
        string pass,
        IPAddress? address,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(
            liked ? HttpMethod.Put : HttpMethod.Delete,
            $"articles/{articleId}/comments/{comment}/like"
        );
        request.Headers.TryAddWithoutValidation(PassHeader, pass);
        if (ReaderAddress.Of(address) is { } reader)
            request.Headers.Add("X-Forwarded-For", reader);
        using var response = await TrySendAsync(request, cancellation);
        if (response is { IsSuccessStatusCode: true })
            return await response.Content.ReadFromJsonAsync<State>(cancellation) is { } state
                ? new LikeAnswer.Counted(state.Likes)
                : LikeAnswer.Refused.Unavailable;
        if (
            response is null
            || (int)response.StatusCode >= 500
            || response.Content.Headers.ContentType?.MediaType != "application/problem+json"
            || await response.Content.ReadFromJsonAsync<Problem>(cancellation) is not { } problem
        )
            return LikeAnswer.Refused.Unavailable;
        return problem.Code.StartsWith("reader-pass-", StringComparison.Ordinal)
            ? new LikeAnswer.NeedsPass()
            : new LikeAnswer.Refused((int)response.StatusCode, problem.Vi);
    }

    /// <summary>Takes back all that the reader likes.</summary>
    /// <returns>How many likes there were, none for a pass that is good for nothing; null when Publisher does not say.</returns>
    public async Task<int?> EraseAsync(string pass, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "likes");
        request.Headers.TryAddWithoutValidation(PassHeader, pass);
        using var response = await TrySendAsync(request, cancellation);
        if (response?.StatusCode == HttpStatusCode.Forbidden)
            return 0;
        return response is { IsSuccessStatusCode: true }
            ? (await response.Content.ReadFromJsonAsync<Erasure>(cancellation))?.Erased
            : null;
    }

    private async Task<TAnswer?> AskAsync<TAnswer>(string path, string? pass, CancellationToken cancellation)
        where TAnswer : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (pass is not null)
            request.Headers.TryAddWithoutValidation(PassHeader, pass);
        return await http.AskSoonAsync<TAnswer>(request, time, JsonSerializerOptions.Web, cancellation);
    }

    private async Task<HttpResponseMessage?> TrySendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(request, cancellation);
        }
        catch (Exception exception)
            when (exception
                    is HttpRequestException
                        or ExecutionRejectedException
                        or TaskCanceledException { InnerException: TimeoutException }
            )
        {
            log.LogWarning("Publisher did not take a like: {Reason}", exception.Message);
            return null;
        }
    }

    private sealed record GivenPass(string Pass);

    private sealed record State(int Likes);

    private sealed record Erasure(int Erased);

    private sealed record Problem(string Code, string Vi);

    private sealed record Ranking(IReadOnlyList<RankedThread> Threads, string? Next);

    private sealed record RankedThread(Guid Id);
}
