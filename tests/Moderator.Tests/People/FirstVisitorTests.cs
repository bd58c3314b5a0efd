using System.Net;
using System.Net.Http.Json;
using Dapper;

namespace Moderation.Moderator.Tests.People;

/// <summary>A new installation, on a database and a virtual host of its own, in which nobody is yet.</summary>
public sealed class FirstVisitorTests : IAsyncLifetime
{
    private OwnModerator _own = null!;

    public async ValueTask InitializeAsync()
    {
        _own = await OwnModerator.CreateAsync("first");
        await _own.StartAsync();
    }

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? default;

    [Fact]
    public async Task S28_Nobody_becomes_an_administrator_by_visiting_and_the_last_one_stays()
    {
        foreach (var path in new[] { "/", "/login", "/invitation", "/api/session", "/api/people" })
            (await _own.Client.GetAsync(path)).Dispose();
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
            using var response = await _own.Client.PostAsJsonAsync(path, body);
            answers.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound], answers);
        Assert.Equal(0, await CountAsync());

        var (code, _) = await ModeratorProcess.RunAsync(
            _own.Database.ConnectionString,
            _own.Broker.UriOf("moderator"),
            ModeratorFixture.Password,
            "add-moderator",
            "Người cài đặt",
            "--role",
            "administrator"
        );
        await _own.EnterAsync("Người cài đặt");
        // One who has not set a password yet could not add people either.
        using var invited = await _own.Client.PostAsJsonAsync(
            "/api/people",
            new { name = "Người chưa đến", role = "administrator" }
        );
        var id = (await (await _own.Client.GetAsync("/api/people")).JsonAsync())
            .GetProperty("people")
            .EnumerateArray()
            .Single(p => p.GetProperty("name").GetString() == "Người cài đặt")
            .GetProperty("id")
            .GetGuid();
        using var disabled = await _own.Client.PatchAsJsonAsync($"/api/people/{id}", new { status = "disabled" });
        using var demoted = await _own.Client.PatchAsJsonAsync($"/api/people/{id}", new { role = "senior" });
        using var still = await _own.Client.GetAsync("/api/people");

        Assert.Equal((0, HttpStatusCode.Created), (code, invited.StatusCode));
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (disabled.StatusCode, demoted.StatusCode));
        Assert.Equal(("last-administrator", "last-administrator"), (await disabled.CodeAsync(), await demoted.CodeAsync()));
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    private async Task<long> CountAsync()
    {
        await using var connection = await _own.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM moderators");
    }
}
