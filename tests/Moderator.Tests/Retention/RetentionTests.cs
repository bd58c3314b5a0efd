using System.Net;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Moderation.Moderator.Tests.Flow;
using Moderation.ServiceDefaults;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Retention;

/// <summary>What Moderator keeps, and what the console is told of all services.</summary>
public sealed class RetentionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_kept_long_enough_goes_the_rest_stays_and_who_keeps_too_long_is_told()
    {
        await using var own = await OwnModerator.CreateAsync("retention");
        var (operations, station) = (FreePort.Find(), new Uri($"http://127.0.0.1:{FreePort.Find()}"));
        await own.StartAsync(
            ("Operations:Port", $"{operations}"),
            ("Flow:Moderator", $"http://127.0.0.1:{operations}"),
            ("Flow:Intake", $"{station}"),
            ("Reports:DeleteEvery", "00:00:01")
        );
        await own.SignInAsync("Quản trị lưu trữ");
        await RunsAsync(own);
        await SilencesAsync(own, station);
        await FailsAsync(own);
    }

    [Theory]
    [InlineData("Retention:NetworkAddresses", "364.00:00:00")]
    [InlineData("Retention:NetworkAddresses", "732.00:00:00")]
    [InlineData("Retention:PersonalData", "29.00:00:00")]
    [InlineData("Retention:Every", "00:00:00")]
    public void A_time_that_may_not_be_stops_the_start(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        var refused = Assert.Throws<InvalidOperationException>(() =>
            configuration.Read<RetentionOptions>(new HostingEnvironment { EnvironmentName = "Production" }, "Retention")
        );
        Assert.StartsWith($"{key} must be between", refused.Message, StringComparison.Ordinal);
    }

    private static async Task RunsAsync(OwnModerator own)
    {
        await Eventually.IsTrueAsync("the first run was", async () =>
            Runs(await KindAsync(own, "networkAddresses")) is [var first] && Number(first, "removed") == 0
        );
        var (old, young, older) = (Make.Submitted(), Make.Submitted(), Make.Submitted());
        foreach (var submitted in new[] { old, young, older })
        {
            await own.Broker.PublishAsync(submitted);
            await own.Broker.PublishAsync(Make.Classified(submitted.CommentId));
        }
        await Eventually.IsTrueAsync("they wait for people, and nobody has them in hand", async () =>
            await ScalarAsync<long>(own, "SELECT count(*) FROM comments WHERE address_key <> '' AND is_waiting(status)") == 3
        );
        foreach (var (comment, age) in new[] { (old, "366 days"), (young, "364 days"), (older, "732 days") })
            await ScalarAsync<int>(
                own,
                "UPDATE comments SET received_at = clock_timestamp() - @age::interval WHERE id = @CommentId",
                new { comment.CommentId, age }
            );

        foreach (var kind in new[] { "networkAddresses", "personalData" })
        {
            using var demanded = await own.Client.PostAsync($"/api/retention/moderator/{kind}/runs", null, Cancellation);
            Assert.Equal(HttpStatusCode.Accepted, demanded.StatusCode);
        }

        await Eventually.IsTrueAsync("addresses are removed and that is told", async () =>
            Number(Runs(await KindAsync(own, "networkAddresses"))[0], "removed") == 2
        );
        var addresses = await KindAsync(own, "networkAddresses");
        Assert.Equal("Retention:NetworkAddresses", Text(addresses, "setting"));
        Assert.Equal(365 * 86_400, addresses.GetProperty("keptSeconds").GetDouble());
        Assert.False(addresses.TryGetProperty("overdueSince", out _));
        var run = Runs(addresses)[0];
        Assert.Equal(0, Number(run, "waiting"));
        Assert.InRange(TimeProvider.System.GetUtcNow() - run.GetProperty("oldest").GetDateTimeOffset(), Days(363), Days(365));
        await Eventually.IsTrueAsync("phones are removed", async () =>
            Number(Runs(await KindAsync(own, "personalData"))[0], "removed") == 1
        );
        Assert.Equal(
            [(true, false), (false, true), (false, false)],
            await Task.WhenAll(
                new[] { young, old, older }.Select(comment =>
                    ScalarAsync<(bool, bool)>(
                        own,
                        "SELECT address_key IS NOT NULL, address_key IS NULL AND phone_key IS NOT NULL "
                            + "FROM comments WHERE id = @id",
                        new { id = comment.CommentId }
                    )
                )
            )
        );

        foreach (var path in new[] { "moderator/nothing", "site/limits", "moderator/a%2Fb" })
        {
            using var unknown = await own.Client.PostAsync($"/api/retention/{path}/runs", null, Cancellation);
            Assert.Equal("no-such-kind", Text(await unknown.JsonAsync(), "code"));
        }
        using var alone = await own.Client.PostAsync("/api/retention/intake/limits/runs", null, Cancellation);
        Assert.Equal("intake-not-configured", Text(await alone.JsonAsync(), "code"));
        var log = (await own.Client.ReadAsync("/api/retention/log")).GetProperty("items").EnumerateArray();
        Assert.Equal(
            ["moderator personalData", "moderator networkAddresses"],
            log.Select(one => Text(one, "subject"))
        );
        await Eventually.IsTrueAsync("both are sealed", async () =>
            await ScalarAsync<long>(own, "SELECT count(*) FROM unsealed_operations") == 0
        );
    }

    private static async Task SilencesAsync(OwnModerator own, Uri address)
    {
        Assert.Equal("unreachable", Text(await ServiceAsync(own, "intake"), "silence"));
        await using (var intake = await AnsweringStation.StartAsync(address, "intake"))
        {
            intake.Says =
                """[{"kind":"limits","setting":"Limits","everySeconds":60,"dueAt":"2026-11-30T01:00:00Z","runs":[]}]""";
            var answering = await ServiceAsync(own, "intake");
            Assert.Equal("limits", Text(answering.GetProperty("kinds")[0], "kind"));
            Assert.False(answering.TryGetProperty("silence", out _));
            intake.Says = null;
            Assert.Equal("slow", Text(await ServiceAsync(own, "intake"), "silence"));
        }
        var away = await ServiceAsync(own, "intake");
        Assert.Equal(("unreachable", "limits"), (Text(away, "silence"), Text(away.GetProperty("kinds")[0], "kind")));
        Assert.False((await ServiceAsync(own, "publisher")).GetProperty("isWatched").GetBoolean());
    }

    private static async Task FailsAsync(OwnModerator own)
    {
        await ScalarAsync<int>(own, "ALTER TABLE reports RENAME TO reports_elsewhere");
        await Eventually.IsTrueAsync("the failure is told", async () =>
            Runs(await KindAsync(own, "reports")) is [var last, ..] && last.TryGetProperty("error", out var error)
                && error.GetString()!.Contains("reports", StringComparison.Ordinal)
        );
        Assert.False((await KindAsync(own, "reports")).TryGetProperty("overdueSince", out _));
        await ScalarAsync<int>(
            own,
            "UPDATE retention_jobs SET done_at = clock_timestamp() - interval '2 hours' WHERE kind = 'reports'"
        );
        Assert.True((await KindAsync(own, "reports")).TryGetProperty("overdueSince", out _));
        await Eventually.IsTrueAsync("a figure says it", () =>
            Task.FromResult(
                own.Figure("moderation.retention.overdue", "kind").GetValueOrDefault("reports") is > 7_000 and < 8_000
            )
        );
        await ScalarAsync<int>(own, "ALTER TABLE reports_elsewhere RENAME TO reports");
        await Eventually.IsTrueAsync("all is well again", async () =>
            !(await KindAsync(own, "reports")).TryGetProperty("overdueSince", out _)
        );
        Assert.True(Runs(await KindAsync(own, "reports"))[1].TryGetProperty("error", out _));
    }

    private static TimeSpan Days(int days) => TimeSpan.FromDays(days);

    private static async Task<T?> ScalarAsync<T>(OwnModerator own, string sql, object? parameters = null)
    {
        await using var connection = await own.Database.Source.OpenConnectionAsync(Cancellation);
        return await connection.QuerySingleOrDefaultAsync<T>(sql, parameters);
    }

    private static async Task<JsonElement> ServiceAsync(OwnModerator own, string service) =>
        (await own.Client.ReadAsync("/api/retention"))
            .GetProperty("services")
            .EnumerateArray()
            .Single(one => Text(one, "service") == service);

    private static async Task<JsonElement> KindAsync(OwnModerator own, string kind) =>
        (await ServiceAsync(own, "moderator")).GetProperty("kinds").EnumerateArray().Single(one => Text(one, "kind") == kind);

    private static IReadOnlyList<JsonElement> Runs(JsonElement kind) => [.. kind.GetProperty("runs").EnumerateArray()];

    private static long Number(JsonElement of, string member) => of.GetProperty(member).GetInt64();

    private static string? Text(JsonElement of, string member) => of.GetProperty(member).GetString();
}
