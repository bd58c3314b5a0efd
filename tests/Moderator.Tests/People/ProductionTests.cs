using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace Moderation.Moderator.Tests.People;

/// <summary>A second copy of the service in Production, on plain HTTP as behind a proxy or in a container on one's own machine.</summary>
public sealed class ProductionTests(ModeratorFixture moderator) : IAsyncLifetime
{
    private readonly Uri _url = new($"http://127.0.0.1:{ModeratorProcess.FreePort().ToString(CultureInfo.InvariantCulture)}");
    private Process? _process;

    public async ValueTask InitializeAsync()
    {
        _process = ModeratorProcess.Start(
            moderator,
            "Production",
            _url.ToString(),
            "--Proxies:0=127.0.0.99",
            "--Proxies:1=127.0.0.50/31"
        );
        using var client = LoopbackClient.From("127.0.0.1", _url);
        await ModeratorProcess.IsReadyAsync(client);
    }

    public async ValueTask DisposeAsync()
    {
        _process?.Kill(entireProcessTree: true);
        await (_process?.WaitForExitAsync() ?? Task.CompletedTask);
        _process?.Dispose();
    }

    [Fact]
    public async Task Signing_in_over_plain_http_works_and_every_cookie_is_secure()
    {
        using var known = await moderator.SignedInAsync("Người trực ca");
        using var client = LoopbackClient.From("127.0.0.1", _url);

        using var response = await client.PostAsJsonAsync(
            "/api/session",
            new { name = "Người trực ca", password = ModeratorFixture.Password }
        );

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(2, cookies.Count);
        Assert.All(cookies, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("127.0.0.99", false)]
    [InlineData("127.0.0.51", false)]
    [InlineData("127.0.0.98", true)]
    public async Task Only_a_named_proxy_is_believed_when_it_says_who_calls(string proxy, bool isSlowedDown)
    {
        using var client = LoopbackClient.From(proxy, _url);
        var statuses = new HashSet<HttpStatusCode>();
        for (var i = 0; i < 40; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/session")
            {
                Content = JsonContent.Create(new { name = $"Người không có {proxy} {i}", password = "không phải mật khẩu" }),
                Headers = { { "X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"203.0.113.{i}") } },
            };
            using var response = await client.SendAsync(request);
            statuses.Add(response.StatusCode);
        }

        Assert.Contains(HttpStatusCode.Unauthorized, statuses);
        Assert.Equal(isSlowedDown, statuses.Contains(HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task S10_Failures_are_counted_for_all_copies_of_the_service()
    {
        using var known = await moderator.SignedInAsync("Người bị khóa khắp nơi");
        await moderator.ExecuteAsync(
            """
            INSERT INTO sign_in_failures (kind, key, failures, last_at, blocked_until)
            VALUES ('account', sha256(convert_to(lower('Người bị khóa khắp nơi'), 'UTF8')), 14, clock_timestamp(), clock_timestamp())
            """,
            new { }
        );
        using var here = moderator.Service.Client();
        using var there = LoopbackClient.From("127.0.0.1", _url);

        using var wrong = await here.PostAsJsonAsync(
            "/api/session",
            new { name = "Người bị khóa khắp nơi", password = "không phải mật khẩu" }
        );
        using var right = await there.PostAsJsonAsync(
            "/api/session",
            new { name = "Người bị khóa khắp nơi", password = ModeratorFixture.Password }
        );

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests), (wrong.StatusCode, right.StatusCode));
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/metrics")]
    [InlineData("/swagger")]
    public async Task S26_Nothing_internal_is_served_in_Production(string path)
    {
        using var client = LoopbackClient.From("127.0.0.1", _url);

        using var response = await client.GetAsync(path);

        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.Unauthorized });
    }
}
