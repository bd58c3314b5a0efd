using System.Net;
using System.Net.Http.Json;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Tests.Decisions;

public sealed class ReasonTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task The_reason_of_a_rejection_can_be_changed_and_within_the_grace_only_the_last_one_leaves()
    {
        using var client = await moderator.SignedInAsync("Người đổi lý do");
        var id = await moderator.QueueAsync();
        using var rejected = await client.DecideAsync(id, "reject", reason: "spam");

        using var changed = await ChangeAsync(client, await rejected.DecisionIdAsync(), "personalAttack");

        var answer = await changed.JsonAsync();
        Assert.Equal(
            (3, "rejected"),
            (answer.GetProperty("decision").GetProperty("version").GetInt32(), answer.GetProperty("queue").GetString())
        );
        await moderator.LeftAsync(id, "CommentRejected");
        Assert.Equal("personalAttack", Assert.Single(moderator.OutgoingOf(id)).Message.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task An_undo_of_a_changed_reason_brings_the_comment_back_and_takes_back_what_had_left()
    {
        using var client = await moderator.SignedInAsync("Người đổi rồi hoàn tác");
        var id = await moderator.QueueAsync(toxicity: 0.7f);
        using var rejected = await client.DecideAsync(id, "reject", reason: "spam");
        await moderator.LeftAsync(id, "CommentRejected");
        using var changed = await ChangeAsync(client, await rejected.DecisionIdAsync(), "offTopic");

        using var undone = await client.UndoAsync(await changed.DecisionIdAsync());

        var answer = await undone.JsonAsync();
        Assert.Equal(("suspect", true), (answer.GetProperty("queue").GetString(), answer.GetProperty("retracted").GetBoolean()));
        var retracted = await moderator.LeftAsync(id, "CommentRetracted");
        Assert.True(retracted.Message.GetProperty("wasRejected").GetBoolean());
    }

    [Fact]
    public async Task Only_the_latest_rejection_has_a_reason_to_change()
    {
        using var client = await moderator.SignedInAsync("Người đổi nhầm");
        using var outside = await moderator.SignedInAsync("Người đổi lạc mục", sections: [Make.Unique("mục")]);
        var approved = await moderator.QueueAsync();
        var rejected = await moderator.QueueAsync();
        using var approval = await client.DecideAsync(approved, "approve");
        using var rejection = await client.DecideAsync(rejected, "reject", reason: "spam");
        var first = await rejection.DecisionIdAsync();
        using var foreign = await ChangeAsync(outside, first, "illegal");
        using var change = await ChangeAsync(client, first, "illegal");

        using var late = await ChangeAsync(client, first, "obscenity");
        using var ofApproval = await ChangeAsync(client, await approval.DecisionIdAsync(), "obscenity");
        using var unknown = await ChangeAsync(client, Guid.CreateVersion7(), "obscenity");
        using var noReason = await ChangeAsync(client, first, "dull");

        Assert.Equal("other-section", await foreign.CodeAsync());
        Assert.Equal("already-decided", await late.CodeAsync());
        Assert.Equal("not-a-rejection", await ofApproval.CodeAsync());
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (unknown.StatusCode, noReason.StatusCode));
    }

    [Fact]
    public async Task Ones_own_figures_count_what_stands_of_what_one_decided_and_what_others_took_back()
    {
        using var client = await moderator.SignedInAsync("Người xem số mình");
        using var other = await moderator.SignedInAsync("Người sửa giúp", Role.Senior);
        var ids = new[] { await moderator.QueueAsync(), await moderator.QueueAsync(), await moderator.QueueAsync() };
        using var first = await client.DecideAsync(ids[0], "approve");
        using var second = await client.DecideAsync(ids[1], "hold");
        using var third = await client.DecideAsync(ids[2], "reject", reason: "spam");
        using var overturned = await other.UndoAsync(await first.DecisionIdAsync());
        using var undone = await client.UndoAsync(await third.DecisionIdAsync());

        var figures = await client.ReadAsync("/api/me/statistics");

        Assert.Equal(
            (1, 1, 0.5),
            (
                figures.GetProperty("decided").GetInt32(),
                figures.GetProperty("overturned").GetInt32(),
                figures.GetProperty("overturnRate").GetDouble()
            )
        );
        Assert.Equal("""{"approve":0,"reject":0,"hold":1}""", figures.GetProperty("outcomes").GetRawText());
        Assert.Equal(1, figures.GetProperty("hours").EnumerateArray().Sum(hour => hour.GetProperty("decisions").GetInt32()));
        Assert.Equal(0, (await other.ReadAsync("/api/me/statistics")).GetProperty("decided").GetInt32());
        Assert.True(figures.GetProperty("oldestWaiting").GetDateTimeOffset() <= TimeProvider.System.GetUtcNow());
    }

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient client, Guid decision, string reason) =>
        client.PostAsJsonAsync($"/api/decisions/{decision}/reason", new { reason });
}
