using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Moderator.People;
using Moderation.Moderator.Tests.Live;
using Moderation.Moderator.Tests.NamedQueues;

namespace Moderation.Moderator.Tests.Team;

public sealed class TeamTests(ModeratorFixture moderator)
{
    private readonly string _section = Make.Unique("Mục của tổ");

    [Fact]
    public async Task What_waits_is_told_by_queue_and_section_with_the_oldest_and_in_ones_own_sections_alone()
    {
        await using var setter = new QueueSetter(await moderator.SignedInAsync(Make.Unique("Trưởng ca"), Role.Senior));
        var name = Make.Unique("Riêng");
        using var client = await moderator.SignedInAsync(Make.Unique("Trưởng mục"), Role.Senior, _section);
        var queue = await setter.AddAsync(name, new { sections = new[] { _section }, languages = new[] { "en" } });
        await QueueAsync();
        var old = await QueueAsync();
        await moderator.ExecuteAsync(
            "UPDATE comments SET queued_at = queued_at - interval '6 hours' WHERE id = @old",
            new { old }
        );
        await QueueAsync("This bridge was badly needed, and I would have liked it years ago.");
        await moderator.QueueAsync();

        var waiting = (await ReadAsync(client)).GetProperty("waiting").EnumerateArray().ToList();

        Assert.Equal(
            [(queue.ToString(), name, 1), ("pending", null, 2)],
            waiting.Select(part =>
                (
                    part.GetProperty("queue").GetString()!,
                    part.TryGetProperty("name", out var named) ? named.GetString() : null,
                    part.GetProperty("count").GetInt32()
                )
            )
        );
        Assert.All(waiting, part => Assert.Equal(_section, part.GetProperty("section").GetString()));
        var oldest = TimeProvider.System.GetUtcNow() - waiting[1].GetProperty("oldest").GetDateTimeOffset();
        Assert.InRange(oldest, TimeSpan.FromHours(6), TimeSpan.FromHours(7));
    }

    [Fact]
    public async Task An_hour_tells_how_much_was_decided_and_how_long_one_took_without_batches_breaks_and_what_was_taken_back()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Trưởng mục"), Role.Senior, _section);
        using var worker = await moderator.SignedInAsync(Make.Unique("Người duyệt"), Role.Moderator, _section);
        List<Guid> ids = [];
        for (var i = 0; i < 5; i++)
            ids.Add(await QueueAsync());
        foreach (var id in ids.Take(3))
        {
            using var decided = await worker.DecideAsync(id, "approve");
            Assert.True(decided.IsSuccessStatusCode);
        }
        using var mistake = await worker.DecideAsync(ids[3], "approve");
        using var undone = await worker.UndoAsync(await mistake.DecisionIdAsync());
        using var batch = await worker.PostAsJsonAsync("/api/batches", new { commentIds = ids.Skip(3), outcome = "hold" });
        Assert.True(batch.IsSuccessStatusCode);

        var hours = (await ReadAsync(client)).GetProperty("hours").EnumerateArray().ToList();

        // The clock may have struck meanwhile.
        Assert.Equal(3, hours.Sum(hour => hour.GetProperty("decisions").GetInt32()));
        Assert.Equal(2, hours.Sum(hour => hour.GetProperty("batched").GetInt32()));
        var took = hours.Where(hour => hour.TryGetProperty("median", out _)).ToList();
        Assert.All(took, hour =>
            Assert.InRange(hour.GetProperty("p90").GetDouble(), hour.GetProperty("median").GetDouble(), 300)
        );
        Assert.NotEmpty(took);
    }

    [Fact]
    public async Task Who_has_the_console_open_is_told_by_name_with_their_queues_and_no_figure()
    {
        await using var setter = new QueueSetter(await moderator.SignedInAsync(Make.Unique("Trưởng ca"), Role.Senior));
        var (name, queue) = (Make.Unique("An có mặt"), Make.Unique("Riêng"));
        using var client = await moderator.SignedInAsync(name, Role.Moderator, _section);
        var person = await moderator.ReadAsync<Guid>("SELECT id FROM moderators WHERE name = @name", new { name });
        var id = await setter.AddAsync(queue, new { sections = new[] { _section }, queues = new[] { "suspect" } });
        await setter.AssignAsync(id, person);
        await using var stream = await EventStream.OpenAsync(client);

        var online = (await ReadAsync(setter.Client)).GetProperty("online").EnumerateArray();
        var one = online.Single(person => person.GetProperty("name").GetString() == name);

        Assert.Equal(["name", "queues"], one.EnumerateObject().Select(member => member.Name));
        Assert.Equal([queue], one.GetProperty("queues").EnumerateArray().Select(named => named.GetString()));
    }

    [Fact]
    public async Task One_looks_back_a_day_or_a_week()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Trưởng ca"), Role.Senior);

        using var week = await client.GetAsync("/api/team?days=7");
        using var month = await client.GetAsync("/api/team?days=30");

        Assert.Equal(HttpStatusCode.OK, week.StatusCode);
        Assert.Equal(
            "days-invalid",
            (await month.JsonAsync()).GetProperty("errors").GetProperty("days")[0].GetProperty("code").GetString()
        );
    }

    private Task<Guid> QueueAsync(string content = "Cầu mới thông xe, đi làm đỡ tắc hẳn.") =>
        moderator.QueueAsync(Make.Under(Make.Unique("bai"), _section, content));

    private static Task<JsonElement> ReadAsync(HttpClient client) => client.ReadAsync("/api/team?days=1");
}
