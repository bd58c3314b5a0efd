using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Tests.Desk;

/// <summary>What a person decided last, as the console reads it after a reload.</summary>
public sealed class RecentTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task Ones_last_decisions_that_stand_are_listed_latest_first_each_with_what_undoes_it()
    {
        using var client = await moderator.SignedInAsync("Người nhớ lại");
        using var colleague = await moderator.SignedInAsync("Người bên cạnh");
        var (approved, rejected, undone, theirs) = (
            await moderator.QueueAsync(),
            await moderator.QueueAsync(),
            await moderator.QueueAsync(),
            await moderator.QueueAsync()
        );
        await client.DecideAsync(approved, "approve");
        await client.DecideAsync(rejected, "reject", "spam");
        using var taken = await client.DecideAsync(undone, "approve");
        await client.UndoAsync(await taken.DecisionIdAsync());
        await colleague.DecideAsync(theirs, "approve");

        var items = await ItemsAsync(client);

        Assert.Equal([rejected, approved], items.Select(IdOf));
        Assert.Equal(["reject", "approve"], items.Select(item => item.GetProperty("outcome").GetString()));
        Assert.All(items, item => Assert.Equal("Trần Bình", NameOf(item)));
        Assert.True(MomentOf(items[0], "undoUntil") > MomentOf(items[0], "decidedAt"));

        using var undo = await client.UndoAsync(items[1].GetProperty("decision").GetProperty("id").GetGuid());
        Assert.Equal(HttpStatusCode.OK, undo.StatusCode);
        Assert.Equal([rejected], (await ItemsAsync(client)).Select(IdOf));
    }

    [Fact]
    public async Task A_batch_is_one_entry_and_what_a_colleague_took_back_is_none()
    {
        using var client = await moderator.SignedInAsync("Người làm theo lô");
        using var colleague = await moderator.SignedInAsync("Người lấy lại", Role.Senior);
        Guid[] many = [await moderator.QueueAsync(), await moderator.QueueAsync(), await moderator.QueueAsync()];
        using var batch = await client.PostAsJsonAsync("/api/batches", new { commentIds = many, outcome = "approve" });
        var single = await moderator.QueueAsync();
        await client.DecideAsync(single, "hold");
        var overturned = await moderator.QueueAsync();
        using var decided = await client.DecideAsync(overturned, "reject", "offTopic");
        await colleague.UndoAsync(await decided.DecisionIdAsync());

        var items = await ItemsAsync(client);

        Assert.Equal(2, items.Count);
        Assert.Equal(single, IdOf(items[0]));
        Assert.False(items[0].TryGetProperty("undoUntil", out _));
        Assert.Equal(3, items[1].GetProperty("count").GetInt32());
        using var undo = await client.PostAsync($"/api/batches/{items[1].GetProperty("batch").GetGuid()}/undo", null);
        Assert.Equal(HttpStatusCode.OK, undo.StatusCode);
        Assert.Equal([single], (await ItemsAsync(client)).Select(IdOf));
    }

    private static async Task<List<JsonElement>> ItemsAsync(HttpClient client) =>
        [.. (await client.ReadAsync("/api/me/decisions")).GetProperty("items").EnumerateArray()];

    private static string? NameOf(JsonElement item) =>
        item.GetProperty("comment").GetProperty("text").GetProperty("name").GetString();

    private static DateTimeOffset MomentOf(JsonElement item, string member) => item.GetProperty(member).GetDateTimeOffset();

    private static Guid IdOf(JsonElement item) => item.GetProperty("comment").GetProperty("id").GetGuid();
}
