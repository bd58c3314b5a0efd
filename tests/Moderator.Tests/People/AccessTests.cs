using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Moderation.Moderator.Tests.People;

/// <summary>Every endpoint that the service has, so that none is forgotten.</summary>
public sealed class AccessTests(ModeratorFixture moderator)
{
    private static readonly string[] Open = ["GET /health/live", "GET /health/ready", "GET /Login", "GET /openapi/{documentName}.json", "POST /api/session"];

    [Fact]
    public async Task Strangers_are_refused_everywhere_but_at_the_open_endpoints_and_never_redirected_by_the_API()
    {
        using var any = moderator.Service.Client();
        using var stranger = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = any.BaseAddress };
        var closed = Endpoints().Except(Open).ToList();

        Assert.Contains("POST /api/comments/{id:guid}/decision", closed);
        Assert.True(closed.Count >= 7, string.Join('\n', closed));
        foreach (var endpoint in closed)
        {
            using var response = await CallAsync(stranger, endpoint);
            var expected = endpoint is "GET /" or "GET /comments/{id:guid}" ? HttpStatusCode.Redirect : HttpStatusCode.Unauthorized;
            Assert.True(expected == response.StatusCode, $"{endpoint} answered {response.StatusCode}");
            if (expected == HttpStatusCode.Unauthorized)
                Assert.Equal("not-signed-in", await response.CodeAsync());
        }
    }

    [Fact]
    public async Task Unsafe_calls_without_the_sessions_token_are_refused_everywhere()
    {
        using var client = await moderator.SignedInAsync("Người bị giả danh");
        client.DefaultRequestHeaders.Remove("X-CSRF-TOKEN");
        var id = await moderator.QueueAsync();
        var unsafeOnes = Endpoints().Where(e => !e.StartsWith("GET ", StringComparison.Ordinal)).Except(Open).ToList();

        Assert.True(unsafeOnes.Count >= 9, string.Join('\n', unsafeOnes));
        foreach (var endpoint in unsafeOnes)
        {
            using var response = await CallAsync(client, endpoint, id);
            Assert.Equal("csrf-token-invalid", await response.CodeAsync());
        }
        Assert.Equal("pending", await moderator.StatusOfAsync(id));
    }

    [Fact]
    public async Task The_token_of_another_session_does_not_serve()
    {
        using var mine = await moderator.SignedInAsync("Người có mã riêng");
        using var others = await moderator.SignedInAsync("Người có mã khác");
        var id = await moderator.QueueAsync();
        var foreign = others.DefaultRequestHeaders.GetValues("X-CSRF-TOKEN").Single();
        mine.DefaultRequestHeaders.Remove("X-CSRF-TOKEN");
        mine.DefaultRequestHeaders.Add("X-CSRF-TOKEN", foreign);

        using var response = await mine.DecideAsync(id, "approve");

        Assert.Equal("csrf-token-invalid", await response.CodeAsync());
    }

    [Fact]
    public async Task The_API_is_described()
    {
        using var client = moderator.Service.Client();

        var paths = (await (await client.GetAsync("/openapi/v1.json")).JsonAsync()).GetProperty("paths").EnumerateObject().Select(p => p.Name);

        string[] described =
        [
            "/api/authors", "/api/batches", "/api/batches/{id}", "/api/batches/{id}/undo", "/api/comments/{id}", "/api/comments/{id}/decision",
            "/api/comments/{id}/lease", "/api/comments/{id}/notes", "/api/comments/{id}/skip", "/api/decisions/{id}/undo", "/api/events",
            "/api/queue", "/api/queue/histogram", "/api/session",
        ];
        Assert.Empty(described.Except(paths, StringComparer.Ordinal));
    }

    private IEnumerable<string> Endpoints()
    {
        using var started = moderator.Service.Client();
        return moderator.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => $"{m} /{e.RoutePattern.RawText!.Trim('/')}"))
            .Distinct(StringComparer.Ordinal);
    }

    private static Task<HttpResponseMessage> CallAsync(HttpClient client, string endpoint, Guid? id = null)
    {
        var (method, path) = (endpoint[..endpoint.IndexOf(' ', StringComparison.Ordinal)], endpoint[(endpoint.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        return client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path.Replace("{id:guid}", (id ?? Guid.CreateVersion7()).ToString(), StringComparison.Ordinal))
        {
            Content = method == "POST" ? JsonContent.Create(new { }) : null,
        });
    }
}
