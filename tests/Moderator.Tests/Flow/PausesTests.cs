using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Moderation.Contracts;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Flow;

/// <summary>Pausing what Moderator itself does; that the other services honour theirs is proved where they are.</summary>
public sealed class PausesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_paused_queue_takes_no_comment_tells_everybody_why_and_stands_in_the_sealed_log()
    {
        await using var own = await OwnModerator.CreateAsync("pauses");
        var operations = FreePort.Find();
        await own.StartAsync(
            ("Operations:Port", $"{operations}"),
            ("Flow:Moderator", $"http://127.0.0.1:{operations}"),
            ("Flow:Slowly", "00:00:01")
        );
        await own.SignInAsync("Quản trị ca đêm");

        Assert.Equal("reason-missing", await RefusalAsync(Pause("moderator/queue", " \u3164 ")));
        Assert.Equal("reason-too-long", await RefusalAsync(Pause("moderator/queue", new string('a', 1_001))));
        foreach (var station in (string[])["moderator/moderators", "site/site", "publisher/queue", "moderator/a%2Fb"])
            Assert.Equal("no-such-station", await RefusalAsync(Pause(station, "Nâng cấp")));
        Assert.Equal("intake-not-configured", await RefusalAsync(Pause("intake/outbox", "Nâng cấp")));
        Assert.Equal("not-paused", await RefusalAsync(own.Client.DeleteAsync("/api/flow/pauses/moderator/queue", Cancellation)));
        Assert.Null(await RefusalAsync(Pause("moderator/queue", "Nâng cấp <b>máy chủ</b>")));
        Assert.Equal("paused-already", await RefusalAsync(Pause("moderator/queue", "Người thứ hai")));
        var told = (
            await Eventually.FindAsync("everybody is told", async () => await PausesAsync() is { Count: > 0 } told ? told : null)
        )[0];
        Assert.Equal(
            ("moderator", "queue", "Nâng cấp <b>máy chủ</b>", "Quản trị ca đêm"),
            (Text(told, "service"), Text(told, "station"), Text(told, "reason"), Text(told, "by"))
        );
        // A round of the consumers after what is told.
        await using var connection = await own.Broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await Eventually.IsTrueAsync("nobody takes comments", async () =>
            (await channel.QueueDeclarePassiveAsync("moderator-record-submission", Cancellation)).ConsumerCount == 0
            && (await channel.QueueDeclarePassiveAsync("moderator-record-scores", Cancellation)).ConsumerCount == 0
        );
        var submitted = Make.Submitted();
        await own.Broker.PublishAsync(submitted);
        await own.Broker.PublishAsync(
            new CommentWithdrawn
            {
                CommentId = Guid.CreateVersion7(),
                Revision = 1,
                ArticleId = "bai",
                WithdrawnAt = TimeProvider.System.GetUtcNow(),
            }
        );
        await Eventually.IsTrueAsync("what readers take back is taken in, and the comment waits", async () =>
            await CountAsync("comments WHERE status = 'withdrawn'") == 1
            && (await channel.QueueDeclarePassiveAsync("moderator-record-submission", Cancellation)).MessageCount == 1
        );
        Assert.Equal(0, await CountAsync("comments WHERE received_at IS NOT NULL"));
        using (var health = await own.Client.GetAsync("/health/ready", Cancellation))
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);

        Assert.Null(await RefusalAsync(own.Client.DeleteAsync("/api/flow/pauses/moderator/queue", Cancellation)));
        await Eventually.IsTrueAsync("what waited is taken in", async () =>
            await CountAsync("comments WHERE received_at IS NOT NULL") == 1
        );
        await Eventually.IsTrueAsync("nothing is told to be paused", async () => await PausesAsync() is []);
        var log = await own.Client.ReadAsync("/api/flow/log");
        Assert.Equal(
            [("resumed", "moderator queue"), ("paused", "moderator queue")],
            log.GetProperty("items").EnumerateArray().Select(one => (Text(one, "kind"), Text(one, "subject")))
        );
        Assert.Equal("Nâng cấp <b>máy chủ</b>", Text(log.GetProperty("items")[1], "detail"));
        await Eventually.IsTrueAsync("both are sealed", async () => await CountAsync("unsealed_operations") == 0);

        Task<HttpResponseMessage> Pause(string station, string reason) =>
            own.Client.PutAsJsonAsync($"/api/flow/pauses/{station}", new { reason }, Cancellation);

        async Task<IReadOnlyList<JsonElement>> PausesAsync() =>
            [.. (await own.Client.ReadAsync("/api/pauses")).GetProperty("items").EnumerateArray()];

        async Task<long> CountAsync(string rows)
        {
            await using var reading = await own.Database.Source.OpenConnectionAsync(Cancellation);
            return await reading.ExecuteScalarAsync<long>($"SELECT count(*) FROM {rows}");
        }
    }

    [Fact]
    public async Task A_service_that_is_away_is_paused_and_resumed_all_the_same_and_is_told_the_latest_word_when_it_is_back()
    {
        await using var own = await OwnModerator.CreateAsync("kept-pauses");
        var (intake, key) = (new Uri($"http://127.0.0.1:{FreePort.Find()}"), Convert.ToBase64String(new byte[32]));
        await own.StartAsync(("Intake:Url", intake.ToString()), ("Intake:Key", key), ("Flow:Slowly", "00:00:01"));
        await own.SignInAsync("Quản trị ca đêm");

        foreach (var reason in new[] { "Đổi ổ đĩa", "Đổi cả máy" })
        {
            using var kept = await own.Client.PutAsJsonAsync("/api/flow/pauses/intake/outbox", new { reason }, Cancellation);
            Assert.Equal(HttpStatusCode.Accepted, kept.StatusCode);
        }
        var told = await Eventually.FindAsync("everybody is told that it is kept", async () =>
            (await PausesAsync()) is [var one] && Text(one, "reason") == "Đổi cả máy" ? one.GetRawText() : null
        );
        Assert.Contains("\"kept\":true", told, StringComparison.Ordinal);
        await using (var back = await AnsweringStation.StartAsync(intake, "intake"))
        {
            await Eventually.IsTrueAsync("it is told", () => Task.FromResult(!back.Asked.IsEmpty));
            await Eventually.IsTrueAsync("nothing is kept", async () => await PausesAsync() is []);
            Assert.Equal([("PUT", "outbox", "Đổi cả máy", key)], back.Asked);
        }

        using (var kept = await own.Client.DeleteAsync("/api/flow/pauses/intake/outbox", Cancellation))
            Assert.Equal(HttpStatusCode.Accepted, kept.StatusCode);
        Assert.Empty(await PausesAsync());
        await using (var back = await AnsweringStation.StartAsync(intake, "intake"))
            await Eventually.IsTrueAsync("it is told", () =>
                Task.FromResult(back.Asked.SequenceEqual([("DELETE", "outbox", null, key)]))
            );
        var log = await own.Client.ReadAsync("/api/flow/log");
        Assert.Equal(
            ["resumed", "paused", "paused"],
            log.GetProperty("items").EnumerateArray().Select(one => Text(one, "kind"))
        );

        async Task<IReadOnlyList<JsonElement>> PausesAsync() =>
            [.. (await own.Client.ReadAsync("/api/pauses")).GetProperty("items").EnumerateArray()];
    }

    private static string? Text(JsonElement of, string member) => of.GetProperty(member).GetString();

    /// <returns>The code of the first field that is wrong, or of the whole; null when it was done.</returns>
    private static async Task<string?> RefusalAsync(Task<HttpResponseMessage> asking)
    {
        using var answer = await asking;
        if (answer.IsSuccessStatusCode)
            return null;
        var problem = await answer.JsonAsync();
        return problem.TryGetProperty("errors", out var errors)
            ? Text(errors.EnumerateObject().First().Value[0], "code")
            : Text(problem, "code");
    }
}
