using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Moderator.People;
using Moderation.Moderator.Tests.Live;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.NamedQueues;

/// <summary>Queues of sections that no other test sends to, taken away again: there are at most twenty.</summary>
public sealed class NamedQueueTests(ModeratorFixture moderator) : IAsyncLifetime
{
    private readonly string _section = Make.Unique("Mục riêng");
    private QueueSetter _senior = null!;

    public async ValueTask InitializeAsync()
    {
        _senior = new QueueSetter(await moderator.SignedInAsync(Make.Unique("Trưởng ca"), Role.Senior));
        // A section is known once somebody works there.
        using var worker = await moderator.SignedInAsync(Make.Unique("Người của mục"), Role.Moderator, _section);
    }

    public ValueTask DisposeAsync() => _senior.DisposeAsync();

    [Fact]
    public async Task What_a_route_takes_waits_in_its_queue_and_in_no_other_and_is_decided_and_undone_there()
    {
        var before = await QueueAsync();
        var queue = await _senior.AddAsync(Make.Unique("Riêng"), new { sections = new[] { _section } });
        await _senior.RoutedAsync();
        var after = await QueueAsync();
        var elsewhere = await moderator.QueueAsync(Make.Under(Make.Unique("khac")));
        using var client = await moderator.SignedInAsync(Make.Unique("Người duyệt riêng"), sections: [_section]);

        Assert.Equal([before, after], await IdsAsync(client, $"queue={queue}"));
        Assert.Empty(await IdsAsync(client, "queue=pending"));
        Assert.DoesNotContain(elsewhere, await IdsAsync(_senior.Client, $"queue={queue}"));
        Assert.Equal((0, 2), await CountsAsync(client, queue));

        using var decided = await client.DecideAsync(before, "approve");
        Assert.Equal((0, 1), await CountsAsync(client, queue));
        using var undone = await client.UndoAsync(await decided.DecisionIdAsync());
        Assert.Equal(queue, (await undone.JsonAsync()).GetProperty("namedQueue").GetGuid());
        using var held = await client.DecideAsync(after, "hold");
        Assert.Equal(queue, (await held.JsonAsync()).GetProperty("namedQueue").GetGuid());
        Assert.Equal((0, 2), await CountsAsync(client, queue));
        var item = (await client.ReadAsync($"/api/comments/{before}")).GetProperty("comment");
        Assert.Equal(("pending", queue), (item.GetProperty("queue").GetString(), item.GetProperty("namedQueue").GetGuid()));
    }

    [Fact]
    public async Task The_first_queue_that_fits_takes_a_comment_and_a_route_asks_for_all_its_parts()
    {
        var english = await _senior.AddAsync(
            Make.Unique("Riêng"),
            new { sections = new[] { _section }, languages = new[] { "en" } }
        );
        var doubted = await _senior.AddAsync(
            Make.Unique("Riêng"),
            new { sections = new[] { _section }, rules = new[] { "toxicity-over-hold-threshold" } },
            new { sections = new[] { _section }, queues = new[] { "reported", "appealed" } }
        );
        var toxic = await QueueAsync(toxicity: 0.7f);
        var foreign = await QueueAsync("This bridge was badly needed, and I would have liked it years ago.");
        var plain = await QueueAsync();
        var rejected = await QueueAsync();
        using var decided = await _senior.Client.DecideAsync(rejected, "reject", reason: "spam");
        await moderator.LeftAsync(rejected, "CommentRejected");
        await moderator.SendAsync(
            new Contracts.CommentAppealed
            {
                CommentId = rejected,
                Revision = 1,
                Text = "Tôi không quảng cáo.",
                AppealedAt = TimeProvider.System.GetUtcNow(),
            }
        );
        await Eventually.IsTrueAsync("it is appealed", async () => await moderator.StatusOfAsync(rejected) == "appealed");

        Assert.Equal([foreign], await IdsAsync(_senior.Client, $"queue={english}&section={_section}"));
        Assert.Equal([toxic, rejected], await IdsAsync(_senior.Client, $"queue={doubted}&section={_section}"));
        Assert.Equal([plain], await IdsAsync(_senior.Client, $"queue=pending&section={_section}"));

        var third = await _senior.AddAsync(Make.Unique("Riêng"), new { sections = new[] { _section } });
        await _senior.OrderAsync(third);
        await _senior.RoutedAsync();
        Assert.Equal(4, (await IdsAsync(_senior.Client, $"queue={third}&section={_section}")).Count);
        Assert.Empty(await IdsAsync(_senior.Client, $"queue={english}&section={_section}"));
    }

    [Fact]
    public async Task Pages_orders_and_searches_go_through_a_named_queue_as_through_any_other()
    {
        var queue = await _senior.AddAsync(Make.Unique("Riêng"), new { sections = new[] { _section } });
        var word = Make.Word("sông");
        List<Guid> sent = [];
        foreach (var toxicity in new[] { 0.1f, 0.7f, 0.2f })
            sent.Add(await QueueAsync($"Dòng {word} mùa này nhiều nước.", toxicity));

        List<Guid> read = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await _senior.Client.ReadAsync($"/api/queue?queue={queue}&order=risk&limit=1&cursor={cursor}");
            read.AddRange(Ids(page));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal([sent[1], sent[2], sent[0]], read);
        var found = await _senior.Client.ReadAsync($"/api/queue?queue=all&q={Uri.EscapeDataString(word)}");
        Assert.Equal(3, found.GetProperty("hits").GetProperty($"{queue}").GetInt32());
        Assert.Equal(0, found.GetProperty("hits").GetProperty("pending").GetInt32());
        var bins = await _senior.Client.ReadAsync($"/api/queue/histogram?queue={queue}");
        Assert.Equal(3, bins.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_queue_that_is_removed_gives_back_what_waits_and_consoles_hear_of_it()
    {
        var queue = await _senior.AddAsync(Make.Unique("Riêng"), new { sections = new[] { _section } });
        var id = await QueueAsync();
        using var client = await moderator.SignedInAsync(Make.Unique("Người được giao"), sections: [_section]);
        await _senior.AssignAsync(queue, await IdOfAsync(client));
        Assert.True((await ShownAsync(client)).Single().GetProperty("isOwn").GetBoolean());
        await using var stream = await EventStream.OpenAsync(client);

        await _senior.RemoveAsync(queue);
        await _senior.RoutedAsync();

        Assert.Equal([id], await IdsAsync(client, "queue=pending"));
        Assert.Empty(await ShownAsync(client));
        using var gone = await client.GetAsync($"/api/queue?queue={queue}");
        Assert.Equal((HttpStatusCode.NotFound, "queue-unknown"), (gone.StatusCode, await gone.CodeAsync()));
        await Eventually.IsTrueAsync("the console hears of it", () =>
            Task.FromResult(
                stream.Events.Any(e => e.Type == "queues")
                    && stream.Events.Last(e => e.Type == "counts").Data.GetProperty("pending").GetInt32() == 1
            )
        );
    }

    [Fact]
    public async Task Whoever_loses_the_section_sees_the_queue_no_more_and_cannot_be_assigned_anew()
    {
        var queue = await _senior.AddAsync(Make.Unique("Riêng"), new { sections = new[] { _section } });
        var name = Make.Unique("Người chuyển mục");
        using var client = await moderator.SignedInAsync(name, sections: [_section]);
        var person = await IdOfAsync(client);
        await _senior.AssignAsync(queue, person);
        Assert.Single(await ShownAsync(client));

        using var administrator = await moderator.SignedInAsync(Make.Unique("Quản trị"), Role.Administrator);
        using var moved = await administrator.PatchAsJsonAsync($"/api/people/{person}", new { sections = new[] { "Nơi khác" } });
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        using var again = moderator.Service.Client();
        using var session = await again.PostAsJsonAsync("/api/session", new { name, password = ModeratorFixture.Password });
        Assert.Empty(await ShownAsync(again));
        using var refused = await _senior.PutAsync(queue, people: [person]);
        Assert.Equal("person-lacks-section", await ErrorAsync(refused, "people"));
    }

    [Fact]
    public async Task What_waits_from_before_languages_were_known_is_read_when_a_route_asks_for_them()
    {
        var id = await QueueAsync("This bridge was badly needed, and I would have liked it years ago.");
        await moderator.ExecuteAsync("UPDATE comments SET language = NULL, held_by = NULL WHERE id = @id", new { id });

        var queue = await _senior.AddAsync(
            Make.Unique("Riêng"),
            new { sections = new[] { _section }, languages = new[] { "en" }, rules = new[] { "other-language" } }
        );
        await _senior.RoutedAsync();

        Assert.Equal([id], await IdsAsync(_senior.Client, $"queue={queue}"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_queue_is_said_beside_it()
    {
        object good = new { sections = new[] { _section }, queues = new[] { "unscored" } };
        var name = Make.Unique("Riêng");
        await _senior.AddAsync(name, new { sections = new[] { _section }, languages = new[] { "km" } });

        Assert.Equal("name-invalid", await WrongAsync("name", " ", good));
        Assert.Equal("name-invalid", await WrongAsync("name", new string('á', 41), good));
        Assert.Equal("routes-required", await WrongAsync("routes", "Trống"));
        Assert.Equal("route-empty", await WrongAsync("routes", "Trống", new { sections = Array.Empty<string>() }));
        Assert.Equal("section-unknown", await WrongAsync("routes", "Lạ", new { sections = new[] { Make.Unique("Không có") } }));
        Assert.Equal("rule-unknown", await WrongAsync("routes", "Lạ", new { rules = new[] { "no-such-rule" } }));
        Assert.Equal("language-unknown", await WrongAsync("routes", "Lạ", new { languages = new[] { "xx" } }));
        Assert.Equal("queue-unknown", await WrongAsync("routes", "Lạ", new { queues = new[] { "approved" } }));
        using var unknown = await _senior.PostAsync("Người lạ", [good], [Guid.CreateVersion7()]);
        Assert.Equal("person-unknown", await ErrorAsync(unknown, "people"));

        using var taken = await _senior.PostAsync(name.ToUpperInvariant(), [good], []);
        Assert.Equal((HttpStatusCode.Conflict, "name-taken"), (taken.StatusCode, await taken.CodeAsync()));
        using var late = await _senior.Client.PostAsJsonAsync(
            "/api/named-queues",
            new { version = -1, name = "Chậm", routes = new[] { good } }
        );
        Assert.Equal((HttpStatusCode.Conflict, "queues-changed"), (late.StatusCode, await late.CodeAsync()));

        async Task<string?> WrongAsync(string member, string asked, params object[] routes)
        {
            using var response = await _senior.PostAsync(asked, routes, []);
            return await ErrorAsync(response, member);
        }
    }

    [Fact]
    public async Task Each_change_stands_in_the_sealed_log_with_what_the_queue_takes()
    {
        var name = Make.Unique("Riêng");
        var queue = await _senior.AddAsync(name, new { sections = new[] { _section }, languages = new[] { "en", "zh" } });
        await _senior.RemoveAsync(queue);

        var log = await _senior.Client.ReadAsync("/api/named-queues/log");
        var lines = log.GetProperty("items").EnumerateArray().Where(line => line.GetProperty("subject").GetString() == name);
        Assert.Equal(["queue-removed", "queue-added"], lines.Select(line => line.GetProperty("kind").GetString()));
        Assert.Equal($"{_section} + en | zh · –", lines.Last().GetProperty("detail").GetString());
        await Eventually.IsTrueAsync("both are sealed", async () =>
            await moderator.ReadAsync<int>(
                "SELECT count(*)::int FROM decision_seals s JOIN operations o ON o.id = s.operation_id WHERE o.subject = @name",
                new { name }
            ) == 2
        );
    }

    private Task<Guid> QueueAsync(string content = "Cầu mới thông xe, đi làm đỡ tắc hẳn.", float toxicity = 0.1f) =>
        moderator.QueueAsync(Make.Under(Make.Unique("bai"), _section, content), toxicity);

    private async Task<Guid> IdOfAsync(HttpClient client)
    {
        var name = (await client.ReadAsync("/api/session")).GetProperty("name").GetString();
        return await moderator.ReadAsync<Guid>("SELECT id FROM moderators WHERE name = @name", new { name });
    }

    private static async Task<IReadOnlyList<JsonElement>> ShownAsync(HttpClient client) =>
        [.. (await client.ReadAsync("/api/named-queues")).GetProperty("queues").EnumerateArray()];

    private static async Task<(int Pending, int Named)> CountsAsync(HttpClient client, Guid queue)
    {
        var counts = (await client.ReadAsync("/api/queue?limit=1")).GetProperty("counts");
        return (counts.GetProperty("pending").GetInt32(), counts.GetProperty($"{queue}").GetInt32());
    }

    private static async Task<IReadOnlyList<Guid>> IdsAsync(HttpClient client, string query) =>
        Ids(await client.ReadAsync($"/api/queue?{query}&limit=100"));

    private static IReadOnlyList<Guid> Ids(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];

    private static async Task<string?> ErrorAsync(HttpResponseMessage response, string member)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        return (await response.JsonAsync()).GetProperty("errors").GetProperty(member)[0].GetProperty("code").GetString();
    }
}
