using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace Moderation.Moderator.Tests.People;

/// <summary>
/// A second copy of the service in Production, on plain HTTP as behind a proxy or in a container on one's own machine.
/// </summary>
public sealed class ProductionCopy(ModeratorFixture moderator) : IAsyncLifetime
{
    private Process? _process;

    public Uri Url { get; } = new($"http://127.0.0.1:{ModeratorProcess.FreePort().ToString(CultureInfo.InvariantCulture)}");

    public async ValueTask InitializeAsync()
    {
        _process = ModeratorProcess.Start(
            moderator,
            "Production",
            Url.ToString(),
            "--Proxies:0=127.0.0.99",
            "--Proxies:1=127.0.0.50/31"
        );
        // What it says must go somewhere, or it stops.
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var client = LoopbackClient.From("127.0.0.1", Url);
        await ModeratorProcess.IsReadyAsync(client);
    }

    public async ValueTask DisposeAsync()
    {
        _process?.Kill(entireProcessTree: true);
        await (_process?.WaitForExitAsync() ?? Task.CompletedTask);
        _process?.Dispose();
    }
}

public sealed class ProductionTests(ModeratorFixture moderator, ProductionCopy copy) : IClassFixture<ProductionCopy>
{
    [Fact]
    public async Task Signing_in_over_plain_http_works_and_every_cookie_is_secure()
    {
        using var known = await moderator.SignedInAsync("Người trực ca");
        using var client = LoopbackClient.From("127.0.0.1", copy.Url);

        using var response = await client.PostAsJsonAsync(
            "/api/session",
            new { name = "Người trực ca", password = ModeratorFixture.Password }
        );

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(3, cookies.Count);
        Assert.All(cookies, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("127.0.0.99", false)]
    [InlineData("127.0.0.51", false)]
    [InlineData("127.0.0.98", true)]
    public async Task Only_a_named_proxy_is_believed_when_it_says_who_calls(string proxy, bool isSlowedDown)
    {
        await moderator.ExecuteAsync(
            """
            INSERT INTO sign_in_failures (kind, key, failures, last_at, blocked_until)
            VALUES ('address', sha256(decode(lpad(to_hex(@proxy::inet - '0.0.0.0'::inet), 8, '0'), 'hex')), 140,
                clock_timestamp(), clock_timestamp())
            """,
            new { proxy }
        );
        using var client = LoopbackClient.From(proxy, copy.Url);
        var statuses = new HashSet<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
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
            VALUES ('account', sha256(convert_to(lower('Người bị khóa khắp nơi'), 'UTF8')), 114, clock_timestamp(),
                clock_timestamp())
            """,
            new { }
        );
        using var here = moderator.Service.Client();
        using var there = LoopbackClient.From("127.0.0.1", copy.Url);

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

    [Fact]
    public async Task S10_A_wrong_name_and_a_wrong_password_get_the_same_text_after_the_same_time()
    {
        // Only here the hash is as slow as for people.
        var (added, _) = await ModeratorProcess.RunAsync(
            moderator.Database.ConnectionString,
            moderator.Broker.UriOf("moderator"),
            $"{ModeratorFixture.Password}\n",
            "add-moderator",
            "Người bị đo giờ"
        );
        Assert.Equal(0, added);
        using var client = LoopbackClient.From("127.0.0.62", copy.Url);
        var times = new Dictionary<string, List<double>>(StringComparer.Ordinal)
        {
            ["Người bị đo giờ"] = [],
            ["Người không ai biết"] = [],
        };
        var texts = new HashSet<string>(StringComparer.Ordinal);

        for (var i = 0; i < 8; i++)
        {
            foreach (var (name, list) in times)
            {
                await ForgetAsync(name);
                var start = Stopwatch.GetTimestamp();
                using var response = await client.PostAsJsonAsync("/api/session", new { name, password = "không phải mật khẩu" });
                list.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
                texts.Add(
                    string.Join(
                        ' ',
                        (await response.JsonAsync()).EnumerateObject().Where(m => m.Name != "traceId").Select(m => m.ToString())
                    )
                );
            }
        }

        Assert.Single(texts);
        var medians = times.Values.Select(list => list.Order().ElementAt(list.Count / 2)).ToList();
        Assert.InRange(medians[0] / medians[1], 0.5, 2);
    }

    [Theory]
    [InlineData("--Passwords:Rounds=209999", "Passwords:Rounds must be at least 210,000")]
    [InlineData("--DataProtection:Key=", "DataProtection:Key is not configured")]
    [InlineData("--DataProtection:Key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "DataProtection:Key looks like a sample")]
    [InlineData("--Passkeys:Origins:0=https://10.0.0.5", "Passkeys:Origins:0 must be an address with a name")]
    public async Task What_is_not_safe_refuses_the_start(string setting, string sentence)
    {
        using var process = ModeratorProcess.Start(moderator, "Production", "http://127.0.0.1:0", setting);
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains(sentence, string.Concat(said), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/metrics")]
    [InlineData("/swagger")]
    public async Task S26_Nothing_internal_is_served_in_Production(string path)
    {
        using var client = LoopbackClient.From("127.0.0.1", copy.Url);

        using var response = await client.GetAsync(path);

        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.Unauthorized });
    }

    private Task ForgetAsync(string name) =>
        moderator.ExecuteAsync(
            """
            DELETE FROM sign_in_failures WHERE kind = 'pair' AND key = sha256(convert_to(lower(@name), 'UTF8')
                || sha256(decode(lpad(to_hex('127.0.0.62'::inet - '0.0.0.0'::inet), 8, '0'), 'hex')))
            """,
            new { name }
        );
}
