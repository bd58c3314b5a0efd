using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.People;

/// <summary>A second copy of the service in Production, on plain HTTP as behind a proxy or in a container on one's own machine.</summary>
public sealed class ProductionTests(ModeratorFixture moderator) : IAsyncLifetime
{
    private readonly Uri _url = new($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
    private Process? _process;

    public async ValueTask InitializeAsync()
    {
        _process = ModeratorProcess.Start(moderator, "Production", _url.ToString(), "--Proxies:0=127.0.0.99", "--Proxies:1=127.0.0.50/31");
        using var client = LoopbackClient.From("127.0.0.1", _url);
        await Eventually.IsTrueAsync("the copy is ready", async () =>
        {
            try
            {
                return (await client.GetAsync("/health/ready")).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, TimeSpan.FromSeconds(90));
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

        using var response = await client.PostAsJsonAsync("/api/session", new { name = "Người trực ca", password = ModeratorFixture.Password });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(2, cookies.Count);
        Assert.All(cookies, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("127.0.0.99", HttpStatusCode.Unauthorized)]
    [InlineData("127.0.0.51", HttpStatusCode.Unauthorized)]
    [InlineData("127.0.0.98", HttpStatusCode.TooManyRequests)]
    public async Task Only_a_named_proxy_is_believed_when_it_says_who_calls(string proxy, HttpStatusCode afterTenFailures)
    {
        using var client = LoopbackClient.From(proxy, _url);
        var last = default(HttpStatusCode);
        for (var i = 0; i <= 10; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/session")
            {
                Content = JsonContent.Create(new { name = "Người không có", password = "không phải mật khẩu" }),
                Headers = { { "X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"203.0.113.{i}") } },
            };
            using var response = await client.SendAsync(request);
            last = response.StatusCode;
        }

        Assert.Equal(afterTenFailures, last);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
