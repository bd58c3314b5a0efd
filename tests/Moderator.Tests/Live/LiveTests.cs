using System.Net.Http.Json;
using Moderation.Moderator.People;
using Moderation.Moderator.Tests.Leases;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Live;

public sealed class LiveTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task A_stream_tells_of_arrivals_leases_decisions_and_undoing_and_of_no_text()
    {
        using var watcher = await moderator.SignedInAsync("Người xem trực tiếp");
        using var worker = await moderator.SignedInAsync("Người đang làm");
        await using var stream = await EventStream.OpenAsync(watcher);

        var id = await moderator.QueueAsync(Make.Text("Nội dung không được lọt ra"), 0.7f);
        var arrived = await stream.FindAsync("arrived", id);
        await worker.TakeAsync(id);
        var leased = await stream.FindAsync("item-leased", id);
        using var released = await worker.DeleteAsync($"/api/comments/{id}/lease");
        await stream.FindAsync("item-released", id);
        using var response = await worker.DecideAsync(id, "reject", reason: "spam", note: "Ghi chú kín");
        var decided = await stream.FindAsync("item-decided", id);
        using var undone = await worker.UndoAsync(await response.DecisionIdAsync());
        var back = await stream.FindAsync("item-decided", id, item => item.GetProperty("outcome").GetString() == "undo");

        Assert.Equal("suspect", arrived.GetProperty("queue").GetString());
        Assert.Equal("Người đang làm", leased.GetProperty("moderator").GetString());
        Assert.Equal(
            ("rejected", "reject", "Người đang làm", 2),
            (
                decided.GetProperty("queue").GetString(),
                decided.GetProperty("outcome").GetString(),
                decided.GetProperty("moderator").GetString(),
                decided.GetProperty("version").GetInt32()
            )
        );
        Assert.Equal("suspect", back.GetProperty("queue").GetString());
        var all = string.Join('\n', stream.Events.Select(e => e.Data.GetRawText()));
        Assert.DoesNotContain("Nội dung", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Ghi chú", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_picked_out_and_what_the_newsroom_answers_is_told_to_those_who_watch()
    {
        using var watcher = await moderator.SignedInAsync("Người xem nổi bật");
        using var worker = await moderator.SignedInAsync("Người chọn nổi bật", Role.Senior);
        var id = await moderator.QueueAsync();
        using var approved = await worker.DecideAsync(id, "approve");
        await using var stream = await EventStream.OpenAsync(watcher);

        using var set = await worker.PutAsync($"/api/comments/{id}/featured", content: null);
        var featured = await stream.FindAsync("item-decided", id, item => item.GetProperty("featured").GetBoolean());
        using var taken = await worker.DeleteAsync($"/api/comments/{id}/featured");
        await stream.FindAsync("item-decided", id, item => !item.GetProperty("featured").GetBoolean());
        using var replied = await worker.PostAsJsonAsync($"/api/comments/{id}/replies", new { content = "Câu trả lời kín." });
        var reply = (await replied.JsonAsync()).GetProperty("id").GetGuid();
        var told = await stream.FindAsync("item-decided", reply);

        Assert.Equal(("approved", 2), (featured.GetProperty("queue").GetString(), featured.GetProperty("version").GetInt32()));
        Assert.Equal(id, told.GetProperty("parentId").GetGuid());
        Assert.DoesNotContain(stream.Events, e => e.Data.GetRawText().Contains("kín", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Counts_follow_what_changes_and_a_heart_beats()
    {
        var section = Make.Unique("Mục");
        using var client = await moderator.SignedInAsync("Người xem số", sections: [section]);
        await using var stream = await EventStream.OpenAsync(client);

        await moderator.QueueAsync(Make.Under(Make.Unique("dem"), section));
        await moderator.QueueAsync(Make.Under(Make.Unique("dem"), section));

        await Eventually.IsTrueAsync("two wait", () =>
            Task.FromResult(stream.Events.Last(e => e.Type == "counts").Data.GetProperty("pending").GetInt32() == 2)
        );
        await Eventually.IsTrueAsync("a heart beats", () => Task.FromResult(stream.Events.Any(e => e.Type == "heartbeat")));
    }

    [Fact]
    public async Task Nobody_hears_of_another_section()
    {
        var section = Make.Unique("Mục");
        using var limited = await moderator.SignedInAsync("Người nghe một mục", sections: [section]);
        await using var stream = await EventStream.OpenAsync(limited);

        var others = await moderator.QueueAsync();
        await limited.LeaseAsync(others);
        var theirs = await moderator.QueueAsync(Make.Under(Make.Unique("nghe"), section));
        await stream.FindAsync("arrived", theirs);

        Assert.DoesNotContain(
            others.ToString(),
            string.Join('\n', stream.Events.Select(e => e.Data.GetRawText())),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_batch_is_told_in_few_events()
    {
        using var client = await moderator.SignedInAsync("Người xem lô");
        List<Guid> ids = [];
        for (var i = 0; i < 3; i++)
            ids.Add(await moderator.QueueAsync());
        await using var stream = await EventStream.OpenAsync(client);

        using var batch = await client.PostAsJsonAsync("/api/batches", new { commentIds = ids, outcome = "hold" });
        foreach (var id in ids)
            await stream.FindAsync("item-decided", id);

        Assert.Contains(stream.Events, e =>
            e.Type == "item-decided"
            && ids.TrueForAll(id =>
                e.Data.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("id").GetGuid() == id)
            )
        );
    }

    [Fact]
    public async Task When_a_console_is_gone_its_leases_end_before_their_time_and_others_hear_of_it()
    {
        using var client = await moderator.SignedInAsync("Người đóng trình duyệt");
        using var other = await moderator.SignedInAsync("Người còn lại");
        var console = Guid.CreateVersion7();
        var id = await moderator.QueueAsync();
        await using var watching = await EventStream.OpenAsync(other);
        DateTimeOffset until;
        await using (await EventStream.OpenAsync(client, console))
        {
            using var taken = await client.LeaseAsync(id, console: console);
            until = (await taken.JsonAsync()).GetProperty("until").GetDateTimeOffset();
        }

        await Eventually.IsTrueAsync("the lease has ended", async () =>
        {
            await LastSeenAsync(console, ModeratorFixture.ConsoleGone * 2);
            return !await moderator.ReadAsync<bool>("SELECT EXISTS (SELECT FROM leases WHERE comment_id = @id)", new { id });
        });

        Assert.True(
            await moderator.ReadAsync<bool>("SELECT clock_timestamp() < @until", new { until }),
            "it ended by its time, not with its console"
        );
        await watching.FindAsync("item-released", id);
        using var free = await other.LeaseAsync(id);
        Assert.True(free.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_console_that_connects_again_in_time_is_seen_and_keeps_its_leases()
    {
        using var client = await moderator.SignedInAsync("Người mạng chập chờn");
        var console = Guid.CreateVersion7();
        var id = await moderator.QueueAsync();
        await (await EventStream.OpenAsync(client, console)).DisposeAsync();
        await using var again = await EventStream.OpenAsync(client, console);
        var lease = await client.TakeAsync(id, console);

        // Together longer than a console may be gone.
        for (var i = 0; i < 3; i++)
        {
            await LastSeenAsync(console, ModeratorFixture.ConsoleGone / 2);
            await Eventually.IsTrueAsync("the console is seen again", () =>
                moderator.ReadAsync<bool>(
                    "SELECT seen_at > clock_timestamp() - @Gone FROM consoles WHERE id = @console",
                    new { console, Gone = ModeratorFixture.ConsoleGone / 4 }
                )
            );
            using var renewed = await client.LeaseAsync(id, lease, console);
            Assert.Equal(lease, (await renewed.JsonAsync()).GetProperty("lease").GetGuid());
        }
    }

    [Fact]
    public async Task A_stream_ends_when_its_session_does_and_nobody_speaks_for_anothers_console()
    {
        using var client = await moderator.SignedInAsync("Người bị khóa");
        using var thief = await moderator.SignedInAsync("Người mượn tên");
        var console = Guid.CreateVersion7();
        await using var stream = await EventStream.OpenAsync(client, console);

        using var stolen = await thief.GetAsync($"/api/events?console={console}");
        Assert.Equal("", await stolen.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(stream.HasEnded);
        await moderator.ExecuteAsync(
            "UPDATE moderators SET status = 'disabled' WHERE name = @Name",
            new { Name = "Người bị khóa" }
        );

        await Eventually.IsTrueAsync("the stream has ended", () => Task.FromResult(stream.HasEnded));
    }

    /// <summary>Moves the time at which a console was seen last into the past.</summary>
    private Task LastSeenAsync(Guid console, TimeSpan ago) =>
        moderator.ExecuteAsync(
            "UPDATE consoles SET seen_at = clock_timestamp() - @ago WHERE id = @console",
            new { console, ago }
        );
}
