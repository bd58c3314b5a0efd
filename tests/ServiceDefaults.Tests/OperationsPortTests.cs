using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Moderation.Testing;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

public sealed class OperationsPortTests : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly int _port = FreePort.Find();
    private readonly HttpClient _client = new(new SocketsHttpHandler());

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task What_is_mapped_to_it_answers_there_and_nowhere_else()
    {
        await using var app = Build(("Operations:Port", $"{_port}"));
        app.UseServiceDefaults();
        app.MapGet("/public", () => "public");
        app.MapHealth();
        app.MapOperations(operations => operations.MapGet("/also", (TimeProvider time) => $"{time.GetUtcNow():yyyy}"));
        await app.StartAsync(Cancel);
        var open = app.Urls.Single();
        var watched = $"http://127.0.0.1:{_port}";

        Assert.Equal((HttpStatusCode.OK, "public"), await GetAsync(open + "/public"));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(watched + "/also")).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(watched + "/station")).Status);
        var (status, metrics) = await GetAsync(watched + "/metrics");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("http_server_request_duration_seconds_count", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("/station", metrics, StringComparison.Ordinal);
        foreach (var path in new[] { "/public", "/health/live", "/health/ready", "/" })
            Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(watched + path)).Status);
        foreach (var path in new[] { "/metrics", "/station", "/also", "/Metrics", "//metrics", "/metrics/" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(open + path)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(open + path, host: $"127.0.0.1:{_port}")).Status);
        }
        Assert.Contains("\"code\":\"not-found\"", (await GetAsync(watched + "/khong-co")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_answers_while_the_service_still_waits_for_its_database()
    {
        await using var app = Build(
            ("Operations:Port", $"{_port}"),
            ("ConnectionStrings:Database", "Host=127.0.0.1;Port=1;Username=nobody;Password=kIeN9xq2Vb7LmT4s;Database=none")
        );
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var start = app.StartAsync(stop.Token);
        await Eventually.IsTrueAsync("the operations port answers", async () =>
        {
            try
            {
                return (await GetAsync($"http://127.0.0.1:{_port}/metrics")).Status == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        Assert.False(start.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
    }

    [Fact]
    public async Task A_taken_port_ends_the_start_and_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, _port);
        other.Start();
        await using var app = Build(("Operations:Port", $"{_port}"));
        var refusal = await Assert.ThrowsAsync<StartException>(() => app.StartAsync(Cancel));
        Assert.StartsWith($"Operations:Port {_port} cannot be opened on 127.0.0.1", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Operations:Port", "65536", "Operations:Port must be between 0 and 65535.")]
    [InlineData("Operations:Port", "-1", "Operations:Port must be between 0 and 65535.")]
    [InlineData("Operations:Address", "nhà", "Operations:Address must be an IP address of this machine")]
    public void A_port_or_address_that_is_none_is_refused_at_the_start(string key, string value, string expected)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Build((key, value)));
        Assert.StartsWith(expected, refusal.Message, StringComparison.Ordinal);
    }

    private static WebApplication Build(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.AddServiceDefaults("bare");
        if (builder.Configuration["ConnectionStrings:Database"] is not null)
            builder.AddDatabase<TestDatabase>();
        return builder.Build();
    }

    private async Task<(HttpStatusCode Status, string Text)> GetAsync(string address, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Host = host;
        using var response = await _client.SendAsync(request, Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }
}
