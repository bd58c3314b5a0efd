using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Moderator.People;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Tests.People;

/// <summary>Every endpoint that the service has, so that none is forgotten.</summary>
public sealed class AccessTests(ModeratorFixture moderator)
{
    private static readonly string[] Open = ["GET /health/live", "GET /health/ready", "GET /Login", "GET /openapi/{documentName}.json", "POST /api/session"];

    /// <summary>What endpoints can read, so that nothing else is refused first.</summary>
    private static readonly Dictionary<string, object> Bodies = new(StringComparer.Ordinal)
    {
        ["POST /api/comments/{id:guid}/decision"] = new { outcome = "approve", revision = 1 },
        ["PUT /api/policy"] = new { version = 1, settings = new PolicySettings() },
        ["POST /api/policy/dry-run"] = new { settings = new PolicySettings(), days = 1 },
        ["POST /api/policy/versions/{version:int}/revert"] = new { version = 1 },
        ["PUT /api/lists/{kind}"] = new { version = 0, terms = Array.Empty<string>() },
        ["POST /api/lists/{kind}/preview"] = new { terms = Array.Empty<string>() },
        ["POST /api/lists/{kind}/versions/{version:int}/revert"] = new { version = 1 },
        ["POST /api/bans"] = new { commentId = Guid.AllBitsSet },
    };

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
            var expected = endpoint == "GET /" ? HttpStatusCode.Redirect : HttpStatusCode.Unauthorized;
            Assert.True(expected == response.StatusCode, $"{endpoint} answered {response.StatusCode}");
            if (expected == HttpStatusCode.Unauthorized)
                Assert.Equal("not-signed-in", await response.CodeAsync());
        }
    }

    [Fact]
    public async Task Unsafe_calls_without_the_sessions_token_are_refused_everywhere()
    {
        using var client = await moderator.SignedInAsync("Người bị giả danh", Role.Administrator);
        client.DefaultRequestHeaders.Remove("X-CSRF-TOKEN");
        var id = await moderator.QueueAsync();
        var unsafeOnes = Endpoints().Where(e => !e.StartsWith("GET ", StringComparison.Ordinal)).Except(Open).ToList();

        Assert.Equal(13, unsafeOnes.Count);
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

        Assert.Equal(
            [
                "/api/bans", "/api/bans/{id}", "/api/bans/{id}/waiting",
                "/api/comments/{id}", "/api/comments/{id}/decision", "/api/decisions/{id}/undo",
                "/api/lists", "/api/lists/apply", "/api/lists/runs/{id}", "/api/lists/{kind}", "/api/lists/{kind}/file", "/api/lists/{kind}/preview",
                "/api/lists/{kind}/versions", "/api/lists/{kind}/versions/{version}/revert",
                "/api/policy", "/api/policy/dry-run", "/api/policy/versions", "/api/policy/versions/{version}", "/api/policy/versions/{version}/revert",
                "/api/queue", "/api/session",
            ],
            paths.Order(StringComparer.Ordinal));
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
        path = path.Replace("{id:guid}", (id ?? Guid.CreateVersion7()).ToString(), StringComparison.Ordinal)
            .Replace("{kind}", "banned", StringComparison.Ordinal).Replace("{version:int}", "1", StringComparison.Ordinal);
        return client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path.EndsWith("/file", StringComparison.Ordinal) ? path + "?version=0" : path)
        {
            Content = Bodies.TryGetValue(endpoint, out var body) ? JsonContent.Create(body) : null,
        });
    }
}
