using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace Moderation.Publisher.Tests.Likes;

/// <summary>A reader with a pass of their own, at an address of their own.</summary>
public sealed class ReaderOfLikes
{
    private readonly HttpClient _publisher;

    public ReaderOfLikes(HttpClient publisher, string pass, string address) =>
        (_publisher, Pass, Address) = (publisher, pass, address);

    public string Pass { get; }

    public string Address { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ReaderOfLikes> NewAsync(PublisherFixture publisher, string? address = null)
    {
        using var given = await publisher.Client.PostAsync("/reader-passes", content: null, Cancellation);
        var pass = (await given.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("pass").GetString()!;
        var bytes = RandomNumberGenerator.GetBytes(3);
        return new(publisher.Client, pass, address ?? $"10.{bytes[0]}.{bytes[1]}.{bytes[2]}");
    }

    /// <returns>How many like the comment then, and no code; or why it was refused.</returns>
    public async Task<(HttpStatusCode Status, int Likes, string? Code)> DoAsync(bool liked, string article, Guid comment)
    {
        var method = liked ? HttpMethod.Put : HttpMethod.Delete;
        using var response = await SendAsync(method, $"/articles/{article}/comments/{comment}/like");
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return response.IsSuccessStatusCode
            ? (response.StatusCode, answer.GetProperty("likes").GetInt32(), null)
            : (response.StatusCode, 0, answer.GetProperty("code").GetString());
    }

    /// <returns>Which of the comments this reader likes.</returns>
    public async Task<IReadOnlyList<Guid>> LikedAsync(params Guid[] comments)
    {
        using var response = await SendAsync(HttpMethod.Get, "/likes?comments=" + string.Join(',', comments));
        Assert.True(response.Headers.CacheControl!.NoStore);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return [.. answer.GetProperty("liked").EnumerateArray().Select(id => id.GetGuid())];
    }

    /// <returns>How many likes there were.</returns>
    public async Task<(HttpStatusCode Status, int Erased)> EraseAsync()
    {
        using var response = await SendAsync(HttpMethod.Delete, "/likes");
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return (response.StatusCode, response.IsSuccessStatusCode ? answer.GetProperty("erased").GetInt32() : 0);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Reader-Pass", Pass);
        request.Headers.Add("X-Forwarded-For", Address);
        return await _publisher.SendAsync(request, Cancellation);
    }
}
