using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Dapper;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.People;

/// <summary>A new installation, on a database and a virtual host of its own, in which nobody is yet.</summary>
public sealed class FirstVisitorTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestBroker _broker = null!;
    private Process? _process;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("first");
        _broker = await TestBroker.CreateAsync("first");
        var url = new Uri($"http://127.0.0.1:{ModeratorProcess.FreePort().ToString(CultureInfo.InvariantCulture)}");
        _process = ModeratorProcess.Start(_database.ConnectionString, _broker.UriOf("moderator"), "Development", url.ToString());
        _client = LoopbackClient.From("127.0.0.1", url);
        await ModeratorProcess.IsReadyAsync(_client);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _process?.Kill(entireProcessTree: true);
        await (_process?.WaitForExitAsync() ?? Task.CompletedTask);
        _process?.Dispose();
        foreach (var part in new IAsyncDisposable?[] { _broker, _database })
            await (part?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task S28_Nobody_becomes_an_administrator_by_visiting_and_the_last_one_stays()
    {
        foreach (var path in new[] { "/", "/login", "/invitation", "/api/session", "/api/people" })
            (await _client.GetAsync(path)).Dispose();
        var answers = new List<HttpStatusCode>();
        foreach (
            var (path, body) in new (string, object)[]
            {
                ("/api/session", new { name = "Khách đầu tiên", password = ModeratorFixture.Password }),
                ("/api/people", new { name = "Khách đầu tiên", role = "administrator" }),
                ("/api/invitation", new { token = "", password = ModeratorFixture.Password }),
            }
        )
        {
            using var response = await _client.PostAsJsonAsync(path, body);
            answers.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound], answers);
        Assert.Equal(0, await CountAsync());

        var (code, _) = await ModeratorProcess.RunAsync(
            _database.ConnectionString,
            _broker.UriOf("moderator"),
            ModeratorFixture.Password,
            "add-moderator",
            "Người cài đặt",
            "--role",
            "administrator"
        );
        using var signedIn = await _client.PostAsJsonAsync(
            "/api/session",
            new { name = "Người cài đặt", password = ModeratorFixture.Password }
        );
        _client.DefaultRequestHeaders.Add(
            "X-CSRF-TOKEN",
            (await signedIn.JsonAsync()).GetProperty("antiforgeryToken").GetString()
        );
        // One who has not set a password yet could not add people either.
        using var invited = await _client.PostAsJsonAsync("/api/people", new { name = "Người chưa đến", role = "administrator" });
        var id = (await (await _client.GetAsync("/api/people")).JsonAsync())
            .GetProperty("people")
            .EnumerateArray()
            .Single(p => p.GetProperty("name").GetString() == "Người cài đặt")
            .GetProperty("id")
            .GetGuid();
        using var disabled = await _client.PatchAsJsonAsync($"/api/people/{id}", new { status = "disabled" });
        using var demoted = await _client.PatchAsJsonAsync($"/api/people/{id}", new { role = "senior" });
        using var still = await _client.GetAsync("/api/people");

        Assert.Equal((0, HttpStatusCode.Created), (code, invited.StatusCode));
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (disabled.StatusCode, demoted.StatusCode));
        Assert.Equal(("last-administrator", "last-administrator"), (await disabled.CodeAsync(), await demoted.CodeAsync()));
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    private async Task<long> CountAsync()
    {
        await using var connection = await _database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM moderators");
    }
}
