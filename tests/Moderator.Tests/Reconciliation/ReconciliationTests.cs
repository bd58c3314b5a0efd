using System.Net;
using System.Text.Json;
using Dapper;
using Moderation.Testing;
using RabbitMQ.Client;

namespace Moderation.Moderator.Tests.Reconciliation;

/// <summary>
/// A comparison with a Publisher that was restored to an earlier day, and with one that knows what Moderator does not. What the
/// real one does about it is proved where it is.
/// </summary>
public sealed class ReconciliationTests
{
    private const string Person = "Quản trị sau sự cố";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_differs_is_sent_again_or_held_back_and_told_and_sealed()
    {
        await using var publisher = await AnsweringPublisher.StartAsync();
        await using var own = await OwnModerator.CreateAsync("reconciliation");
        await own.StartAsync(
            ("Decisions:Grace", "00:00:00"),
            ("Publisher:Url", publisher.Url.ToString()),
            ("Publisher:Key", AnsweringPublisher.Key)
        );
        await own.SignInAsync(Person);
        await using var connection = await own.Broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        var lost = await DecidedAsync("approve");
        var earlier = await DecidedAsync("approve");
        var same = await DecidedAsync("approve");
        var stillShown = await DecidedAsync("reject");
        var later = await DecidedAsync("approve");
        var unknown = Guid.CreateVersion7();
        await Eventually.IsTrueAsync("all has left", async () => await CountAsync("outbox") == 0);
        await LeaveAsync(channel);
        publisher.Keep(earlier, 1, "retracted");
        publisher.Keep(same, 2, "published");
        publisher.Keep(stillShown, 1, "published");
        publisher.Keep(later, 9, "published");
        publisher.Keep(unknown, 3, "published");

        publisher.IsIll = true;
        using (var ill = await own.Client.PostAsync("/api/reconciliations", content: null, Cancellation))
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "publisher-away"), (ill.StatusCode, await ill.CodeAsync()));
        publisher.IsIll = false;
        using (var started = await own.Client.PostAsync("/api/reconciliations", content: null, Cancellation))
            Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        var run = await FinishedAsync();

        Assert.Equal((6, 2, 1, 1, 1, 1), Counts(run));
        Assert.Equal(Person, run.GetProperty("by").GetString());
        Assert.Equal(
            [(unknown, "held"), (later, "leftAlone"), (stillShown, "retracted")],
            (await CommentsAsync(run)).Take(3)
        );
        Assert.Equal(
            new[] { earlier, lost }.Order(),
            (await CommentsAsync(run)).Where(one => one.Item2 == "published").Select(one => one.Item1).Order()
        );
        Assert.Equal(("held", 4), (publisher.Kept[unknown].Status, publisher.Kept[unknown].Version));
        var sent = new List<(Guid, string, int)>();
        await Eventually.IsTrueAsync("three messages leave again", async () =>
        {
            sent.AddRange(await LeaveAsync(channel));
            return sent.Count >= 3;
        });
        Assert.Equal(
            new[] { (earlier, "CommentApproved", 2), (lost, "CommentApproved", 2), (stillShown, "CommentRetracted", 2) }.Order(),
            sent.Order()
        );
        await Eventually.IsTrueAsync("what was done is sealed", async () => await CountAsync("unsealed_operations") == 0);
        Assert.Equal(1, await CountAsync("operations WHERE kind = 'reconciled' AND detail LIKE '6 compared: 2 published%'"));
        // A decision on what Publisher alone knows would change nothing there with the version that follows here.
        Assert.Equal(1, await CountAsync($"version_floors WHERE comment_id = '{unknown}' AND version = 4"));

        publisher.Keep(lost, 2, "published");
        publisher.Keep(earlier, 2, "published");
        publisher.Keep(stillShown, 2, "retracted");
        publisher.Keep(later, 2, "published");
        var (nobody, said) = await RunAsync("không có ai");
        Assert.Equal((1, true), (nobody, said.Contains("Nobody", StringComparison.Ordinal)));
        var (lonely, why) = await RunAsync(Person, isConnected: false);
        Assert.Equal((1, true), (lonely, why.Contains("Publisher:Url", StringComparison.Ordinal)));
        var (well, told) = await RunAsync(Person);
        Assert.Equal((0, true), (well, told.Contains("6 comments compared (finished): 0 published", StringComparison.Ordinal)));
        var stop = $"/api/reconciliations/{Text(run, "id")}/stop";
        using var refused = await own.Client.PostAsync(stop, content: null, Cancellation);
        Assert.Equal("reconciliation-ended", await refused.CodeAsync());

        async Task<Guid> DecidedAsync(string outcome)
        {
            var submitted = Make.Submitted();
            await own.Broker.PublishAsync(submitted);
            await own.Broker.PublishAsync(Make.Classified(submitted.CommentId));
            await Eventually.IsTrueAsync("it waits", async () =>
                await CountAsync($"comments WHERE id = '{submitted.CommentId}' AND is_waiting(status)") == 1
            );
            using var decided = await own.Client.DecideAsync(
                submitted.CommentId,
                outcome,
                outcome == "reject" ? "spam" : null
            );
            Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
            return submitted.CommentId;
        }

        async Task<JsonElement> FinishedAsync()
        {
            var found = await Eventually.FindAsync("it is finished", async () =>
                (await own.Client.ReadAsync("/api/reconciliations")).GetProperty("items")[0] is var latest
                && Text(latest, "status") == "finished"
                    ? (object)latest
                    : null
            );
            return (JsonElement)found;
        }

        async Task<IReadOnlyList<(Guid, string?)>> CommentsAsync(JsonElement of) =>
            [
                .. (await own.Client.ReadAsync($"/api/reconciliations/{Text(of, "id")}/comments"))
                    .GetProperty("items")
                    .EnumerateArray()
                    .Select(one => (one.GetProperty("commentId").GetGuid(), Text(one, "mending"))),
            ];

        async Task<long> CountAsync(string rows)
        {
            await using var reading = await own.Database.Source.OpenConnectionAsync(Cancellation);
            return await reading.ExecuteScalarAsync<long>($"SELECT count(*) FROM {rows}");
        }

        Task<(int Code, string Said)> RunAsync(string by, bool isConnected = true) =>
            ModeratorProcess.RunAsync(
                own.Database.ConnectionString,
                own.Broker.UriOf("moderator"),
                "",
                isConnected ? [("Publisher__Url", $"{publisher.Url}"), ("Publisher__Key", AnsweringPublisher.Key)] : [],
                "reconcile",
                "--by",
                by
            );
    }

    /// <summary>Takes what has left for Publisher.</summary>
    private static async Task<List<(Guid, string, int)>> LeaveAsync(IChannel channel)
    {
        var left = new List<(Guid, string, int)>();
        while (await channel.BasicGetAsync("publisher-record-decision", autoAck: true, Cancellation) is { } got)
        {
            using var envelope = JsonDocument.Parse(got.Body);
            var message = envelope.RootElement.GetProperty("message");
            var type = envelope.RootElement.GetProperty("messageType")[0].GetString()!;
            left.Add(
                (
                    message.GetProperty("commentId").GetGuid(),
                    type[(type.LastIndexOf(':') + 1)..],
                    message.GetProperty("version").GetInt32()
                )
            );
        }
        return left;
    }

    private static (int, int, int, int, int, int) Counts(JsonElement run) =>
        (
            run.GetProperty("compared").GetInt32(),
            run.GetProperty("published").GetInt32(),
            run.GetProperty("retracted").GetInt32(),
            run.GetProperty("held").GetInt32(),
            run.GetProperty("leftAlone").GetInt32(),
            run.GetProperty("sentAgain").GetInt32()
        );

    private static string? Text(JsonElement of, string member) => of.GetProperty(member).GetString();
}
