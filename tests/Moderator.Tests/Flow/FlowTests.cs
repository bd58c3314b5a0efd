using System.Net;
using System.Text.Json;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;
using Moderation.Testing;
using RabbitMQ.Client;

namespace Moderation.Moderator.Tests.Flow;

/// <summary>
/// The flow as the console is told it: RabbitMQ and Moderator's own operations port are the real ones; Intake is there when a
/// test starts it, and Publisher has two addresses.
/// </summary>
public sealed class FlowTests(ModeratorFixture moderator)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_picture_has_what_RabbitMQ_and_Moderator_report_and_names_what_nobody_reads()
    {
        using var client = await moderator.SignedInAsync("Người xem dòng tin", Role.Operator);
        await moderator.QueueAsync();
        await SetAsideAsync("moderator-record-report");

        var picture = await PictureAsync(client, "the queue, its copy and what failed are seen", picture =>
            Station(picture, "queue") is var queue
            && Number(queue, "depth") > 0
            && Number(queue, "answering") == 1
            && Found(picture, "openFaults").Any(found => Subject(found) == "moderator-record-report")
        );

        Assert.Equal(Topology.Queues.Count, Station(picture, "broker").GetProperty("queues").EnumerateArray().Count(IsWork));
        Assert.True(Station(picture, "queue").TryGetProperty("oldest", out _));
        // Nothing scores in these tests, and Classifier's address is not known.
        Assert.Contains(Found(picture, "noConsumer"), found => Subject(found) == "classifier-classify-comment");
        Assert.Equal("broken", Station(picture, "classifier").GetProperty("state").GetString());
        Assert.Equal("unwatched", Station(picture, "site").GetProperty("state").GetString());
        var copy = Service(picture, "moderator").GetProperty("copies")[0].GetProperty("report");
        Assert.Equal("moderator", copy.GetProperty("service").GetString());
        Assert.Equal("Healthy", copy.GetProperty("checks").GetProperty("database").GetString());
        Assert.Equal("Healthy", copy.GetProperty("checks").GetProperty("broker").GetString());
        Assert.True(copy.GetProperty("startedAt").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
        foreach (var path in (string[])["/station", "/metrics"])
        {
            using var elsewhere = await client.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        }
        Assert.DoesNotContain(Make.Submitted().Text.Title, picture.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_away_slow_or_not_itself_says_since_when_and_what_else_is_known_stays()
    {
        using var client = await moderator.SignedInAsync("Người xem dịch vụ tắt", Role.Senior);
        var away = await PictureAsync(client, "Intake cannot be reached", picture => Silence(picture) == "unreachable");
        var found = Assert.Single(Found(away, "serviceAway"), one => Subject(one) == "intake");
        Assert.Equal("intake", found.GetProperty("station").GetString());
        Assert.True(found.GetProperty("isBroken").GetBoolean());
        Assert.True(found.TryGetProperty("since", out _));
        Assert.False(Station(away, "intake").TryGetProperty("rate", out _));
        Assert.Equal(1, Number(Station(away, "queue"), "answering"));

        await using var intake = await AnsweringStation.StartAsync(moderator.IntakeStation, "intake");
        await PictureAsync(client, "Intake answers", picture =>
            // Messages for Intake that failed in other tests are a warning.
            Station(picture, "intake").GetProperty("state").GetString() is "well" or "warning"
            && Number(Station(picture, "outbox"), "depth") >= 2
        );
        intake.Says = AnsweringStation.Report("intake", submissions: 10_000);
        await PictureAsync(client, "a rate is made of what Intake counts", picture =>
            Station(picture, "intake").TryGetProperty("rate", out var rate) && rate.GetDouble() > 100
        );

        intake.Says = null;
        await PictureAsync(client, "Intake is slow", picture => Silence(picture) == "slow");
        foreach (var (says, status) in new[] { ("<html>", 200), ("{}", 200), ("{}", 500), ("{}", 302) })
        {
            (intake.Says, intake.Status) = (says, status);
            var other = await PictureAsync(client, $"{status} {says} is no report", picture => Silence(picture) == "refused");
            Assert.Equal(1, Number(Station(other, "queue"), "answering"));
        }
    }

    [Fact]
    public async Task Each_address_is_a_copy_and_one_that_is_away_is_told_by_its_name()
    {
        using var client = await moderator.SignedInAsync("Người xem các bản", Role.Administrator);
        await using var first = await AnsweringStation.StartAsync(moderator.PublisherStations[0], "publisher");

        var picture = await PictureAsync(client, "one copy of two answers", picture => Found(picture, "copyAway").Any());

        Assert.Equal($"publisher {moderator.PublisherStations[1].Authority}", Subject(Found(picture, "copyAway").Single()));
        var publisher = Station(picture, "publisher");
        Assert.Equal((1, 2), (Number(publisher, "answering"), Number(publisher, "copies")));
    }

    [Fact]
    public async Task Every_copy_of_every_service_is_examined_and_one_that_does_not_say_is_told_by_why()
    {
        using var client = await moderator.SignedInAsync("Người khám hệ thống", Role.Operator);
        await using var intake = await AnsweringStation.StartAsync(moderator.IntakeStation, "intake");
        (intake.Status, intake.Says) = (
            503,
            """[{"part":"disk","verdict":"bad","found":{"vi":"đầy <b>","en":"full"},"remedy":{"vi":"dọn","en":"clear"}}]"""
        );

        var found = await ExamineAsync();

        var own = Service(found, "moderator").GetProperty("copies")[0].GetProperty("parts").EnumerateArray().ToList();
        Assert.Contains(own, part => part.GetProperty("part").GetString() == "database");
        Assert.Contains(own, part => part.GetProperty("part").GetString() == "pauses");
        var disk = Service(found, "intake").GetProperty("copies")[0].GetProperty("parts")[0];
        Assert.Equal(
            ("bad", "đầy <b>", "dọn"),
            (
                disk.GetProperty("verdict").GetString(),
                disk.GetProperty("found").GetProperty("vi").GetString(),
                disk.GetProperty("remedy").GetProperty("vi").GetString()
            )
        );
        Assert.Equal(
            ["unreachable", "unreachable"],
            Service(found, "publisher").GetProperty("copies").EnumerateArray().Select(copy =>
                copy.GetProperty("silence").GetString()
            )
        );
        Assert.False(Service(found, "site").GetProperty("isWatched").GetBoolean());
        foreach (var (says, status) in new[] { ("<html>", 200), ("[{}]", 200), ("[]", 500), ("[]", 404) })
        {
            (intake.Says, intake.Status) = (says, status);
            var other = Service(await ExamineAsync(), "intake").GetProperty("copies")[0];
            Assert.Equal("refused", other.GetProperty("silence").GetString());
        }

        async Task<JsonElement> ExamineAsync()
        {
            using var answer = await client.PostAsync("/api/flow/doctor", content: null, Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.JsonAsync();
        }
    }

    [Fact]
    public async Task An_open_stream_tells_each_picture_and_ends_with_its_session()
    {
        using var client = await moderator.SignedInAsync("Người mở màn hình lớn", Role.Operator);
        using var response = await client.GetAsync("/api/flow/events", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));

        Assert.Equal("event: view", await lines.ReadLineAsync(Cancellation));
        var view = JsonSerializer.Deserialize<JsonElement>((await lines.ReadLineAsync(Cancellation))!["data: ".Length..]);
        Assert.Equal(9, view.GetProperty("picture").GetProperty("stations").GetArrayLength());
        await lines.ReadLineAsync(Cancellation);
        Assert.Equal("event: picture", await lines.ReadLineAsync(Cancellation));

        using (await client.DeleteAsync("/api/session", Cancellation)) { }
        await lines.ReadToEndAsync(Cancellation);
    }

    [Fact]
    public async Task Operators_begin_with_the_flow_and_moderators_do_not_see_it()
    {
        using var watching = await moderator.SignedInAsync("Người vận hành mới đến", Role.Operator);
        using var first = await watching.GetAsync("/", Cancellation);
        Assert.Equal((HttpStatusCode.Redirect, "/flow"), (first.StatusCode, first.Headers.Location?.ToString()));
        using var comment = await watching.GetAsync($"/comments/{Guid.CreateVersion7()}", Cancellation);
        Assert.Equal(HttpStatusCode.OK, comment.StatusCode);
        using var page = await watching.GetAsync("/flow", Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        using var working = await moderator.SignedInAsync("Người duyệt tò mò");
        using var queue = await working.GetAsync("/", Cancellation);
        Assert.Equal(HttpStatusCode.OK, queue.StatusCode);
        foreach (var path in (string[])["/flow", "/api/flow", "/api/flow/events"])
        {
            using var refused = await working.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    private static async Task<JsonElement> PictureAsync(HttpClient client, string what, Func<JsonElement, bool> fits)
    {
        JsonElement picture = default;
        await Eventually.IsTrueAsync(what, async () =>
        {
            picture = (await client.ReadAsync("/api/flow")).GetProperty("picture");
            return fits(picture);
        });
        return picture;
    }

    private static JsonElement Station(JsonElement picture, string name) => Named(picture, "stations", "name", name);

    private static JsonElement Service(JsonElement picture, string name) => Named(picture, "services", "service", name);

    private static JsonElement Named(JsonElement picture, string list, string member, string name) =>
        picture.GetProperty(list).EnumerateArray().Single(one => one.GetProperty(member).GetString() == name);

    private static IEnumerable<JsonElement> Found(JsonElement picture, string kind) =>
        picture.GetProperty("findings").EnumerateArray().Where(found => found.GetProperty("kind").GetString() == kind);

    private static string? Subject(JsonElement found) => found.GetProperty("subject").GetString();

    private static long? Number(JsonElement station, string member) =>
        station.TryGetProperty(member, out var number) ? number.GetInt64() : null;

    private static string? Silence(JsonElement picture) =>
        Service(picture, "intake").TryGetProperty("copies", out var copies)
        && copies[0].TryGetProperty("silence", out var silence)
            ? silence.GetString()
            : null;

    private static bool IsWork(JsonElement queue) =>
        queue.GetProperty("name").GetString() is var name
        && !name!.EndsWith("_error", StringComparison.Ordinal)
        && !name.EndsWith("_skipped", StringComparison.Ordinal);

    /// <summary>As the bus does with what fails.</summary>
    private async Task SetAsideAsync(string queue)
    {
        await using var connection = await moderator.Broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await channel.BasicPublishAsync(queue + "_error", "", "{}"u8.ToArray(), Cancellation);
    }
}
