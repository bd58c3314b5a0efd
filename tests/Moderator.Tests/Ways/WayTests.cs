using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Moderator.People;
using Moderation.Moderator.Ways;
using Moderation.ServiceDefaults;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Ways;

/// <summary>A comment's way; what Intake and Publisher know of it is proved where they are.</summary>
public sealed class WayTests(ModeratorFixture moderator)
{
    private static readonly DateTimeOffset Sent = new(2026, 11, 30, 2, 0, 0, TimeSpan.Zero);
    private static readonly Guid Id = Guid.CreateVersion7();
    private static readonly OwnWay Nothing = new([], [], []);
    private static readonly AskedWay Silent = new(null, IsSilent: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_comment_is_followed_from_its_arrival_to_its_decision_without_a_word_of_it()
    {
        using var watching = await moderator.SignedInAsync("Người dò đường", Role.Operator);
        using var deciding = await moderator.SignedInAsync("Người quyết trên đường");
        var submitted = Make.Submitted();
        var id = await moderator.QueueAsync(submitted);

        var waiting = await WayAsync(watching, id.ToString());
        Assert.Equal(
            ["classifier.scored", "queue.decided", "queue.queued", "queue.received"],
            Steps(waiting, waits: false).Order(StringComparer.Ordinal)
        );
        Assert.Equal(["moderators.waits"], Steps(waiting, waits: true));
        var held = Assert.Single(
            waiting.GetProperty("steps").EnumerateArray(),
            step => step.GetProperty("kind").GetString() == "decided"
        );
        Assert.Equal("machine", held.GetProperty("by").GetString());
        Assert.Equal(
            ["intake", "publisher"],
            waiting.GetProperty("silent").EnumerateArray().Select(service => service.GetString())
        );
        Assert.DoesNotContain(submitted.Text.Title, waiting.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(submitted.Text.Name, waiting.GetRawText(), StringComparison.Ordinal);

        using (await deciding.DecideAsync(id, "approve")) { }
        var decided = await WayAsync(watching, $"  {id.ToString().ToUpperInvariant()} ");
        var step = Assert.Single(
            decided.GetProperty("steps").EnumerateArray(),
            step => step.GetProperty("station").GetString() == "moderators"
        );
        Assert.Equal(
            ("decided", "approve", "person"),
            (step.GetProperty("kind").GetString(), step.GetProperty("detail").GetString(), step.GetProperty("by").GetString())
        );
        Assert.Equal(["outbox.grace"], Steps(decided, waits: true));
        Assert.DoesNotContain("Người quyết trên đường", decided.GetRawText(), StringComparison.Ordinal);
        await moderator.LeftAsync(id, "CommentApproved");
        // The relay's transaction ends a moment after the broker has the message.
        await Eventually.IsTrueAsync("it waits nowhere", async () =>
            Steps(await WayAsync(watching, id.ToString()), waits: true).Count == 0
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("không phải mã")]
    [InlineData("00000000-0000-0000-0000-00000000000")]
    [InlineData("'; DROP TABLE comments; --")]
    [InlineData("https://bao.example/track/AAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("https://bao.example/track/AAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("javascript://bao.example/track/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("https://bao.example/track/AAAAAAAAAAAAAAAAAAAAAA/../../x")]
    public async Task What_is_neither_an_id_nor_a_link_is_refused(string? of)
    {
        using var client = await moderator.SignedInAsync($"Người gõ sai {Guid.CreateVersion7():n}", Role.Senior);
        foreach (var asked in new[] { of, of is null ? null : new string('a', 100_000) + of })
        {
            using var refused = await client.PostAsJsonAsync("/api/flow/way", new { of = asked }, Cancellation);
            Assert.Equal(
                (HttpStatusCode.BadRequest, "invalid-way"),
                (refused.StatusCode, await refused.CodeAsync())
            );
        }
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("https://bao.example/track/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("http://127.0.0.1:5101/binh-luan/track/AAAAAAAAAAAAAAAAAAAAAA/notices")]
    [InlineData("0193a0a0-0000-7000-8000-000000000000")]
    public async Task Without_Intake_a_link_or_an_id_that_is_not_here_says_to_try_again(string of)
    {
        using var client = await moderator.SignedInAsync($"Người hỏi sớm {Guid.CreateVersion7():n}", Role.Administrator);
        using var away = await client.PostAsJsonAsync("/api/flow/way", new { of }, Cancellation);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "intake-away"), (away.StatusCode, await away.CodeAsync()));
    }

    [Fact]
    public void What_has_left_one_service_and_is_not_in_the_next_waits_in_the_queue_between_them()
    {
        var accepted = Of("intake", "accepted", Sent);
        var left = WholeWay.Of(Id, Asked(0, accepted), Nothing, Asked(0));
        Assert.Equal(("broker", "moderator-record-submission", Sent), Waiting(left));

        var stuck = WholeWay.Of(Id, Asked(0, accepted, Of("outbox", "waits", Sent, waits: true)), Nothing, Silent);
        Assert.Equal("outbox", Assert.Single(stuck.Steps, step => step.Waits).Station);
        Assert.Equal(["publisher"], stuck.Silent);

        var received = new Received(1, "awaitingScores", null, Sent.AddSeconds(1), null, null, null, null);
        var unscored = WholeWay.Of(Id, Asked(0, accepted), Nothing with { Revisions = [received] }, Asked(0));
        Assert.Equal(("classifier", "classifier-classify-comment", Sent.AddSeconds(1)), Waiting(unscored));

        var scored = received with { Status = "approved", ScoredAt = Sent.AddSeconds(2) };
        var approved = new OwnWay([scored], [new Decided(2, "approve", Sent.AddSeconds(9), Id, null)], []);
        Assert.Equal(
            ("broker", "publisher-record-decision", Sent.AddSeconds(9)),
            Waiting(WholeWay.Of(Id, Asked(0, accepted), approved, Asked(1)))
        );
        Assert.DoesNotContain(WholeWay.Of(Id, Asked(0, accepted), approved, Asked(2)).Steps, step => step.Waits);
        Assert.DoesNotContain(WholeWay.Of(Id, Asked(0, accepted), approved, Silent).Steps, step => step.Waits);
        var undoing = new Decided(3, "undo", Sent.AddSeconds(12), Id, null);
        var undone = approved with { Decisions = [undoing, .. approved.Decisions] };
        Assert.DoesNotContain(WholeWay.Of(Id, Asked(0, accepted), undone, Asked(0)).Steps, step => step.Waits);
    }

    private static (string, string?, DateTimeOffset?) Waiting(WholeWay way)
    {
        var step = Assert.Single(way.Steps, step => step.Waits);
        return (step.Station, step.Detail, step.At);
    }

    private static AskedWay Asked(int version, params WayStep[] steps) => new(new Way(Id, null, version, steps), IsSilent: false);

    private static WayStep Of(string station, string kind, DateTimeOffset at, bool waits = false) =>
        new()
        {
            Station = station,
            Kind = kind,
            At = at,
            Waits = waits,
        };

    private static async Task<JsonElement> WayAsync(HttpClient client, string of)
    {
        using var response = await client.PostAsJsonAsync("/api/flow/way", new { of }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    private static List<string> Steps(JsonElement way, bool waits) =>
        [
            .. way.GetProperty("steps")
                .EnumerateArray()
                .Where(step => step.GetProperty("waits").GetBoolean() == waits)
                .Select(step => $"{step.GetProperty("station").GetString()}.{step.GetProperty("kind").GetString()}"),
        ];
}
