using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Tests.Decisions;

/// <summary>Who may take back what others decided.</summary>
public sealed class OverturnTests(ModeratorFixture moderator)
{
    [Theory]
    [InlineData("approve", null)]
    [InlineData("hold", null)]
    [InlineData("reject", "spam")]
    [InlineData("reject", "illegal")]
    public async Task A_moderator_takes_back_nothing_that_a_colleague_decided(string outcome, string? reason)
    {
        using var decider = await moderator.SignedInAsync($"Quản trị đã quyết {outcome} {reason}", Role.Administrator);
        using var colleague = await moderator.SignedInAsync($"Kiểm duyệt viên khác {outcome} {reason}");
        var id = await moderator.QueueAsync();
        using var decided = await decider.DecideAsync(id, outcome, reason);
        var decision = await decided.DecisionIdAsync();

        Assert.Equal((true, false), (await MayAsync(decider, id), await MayAsync(colleague, id)));
        using var undone = await colleague.UndoAsync(decision);
        using var renamed = await ChangeAsync(colleague, decision, "offTopic");

        Assert.Equal((HttpStatusCode.Forbidden, "overturn-not-allowed"), (undone.StatusCode, await undone.CodeAsync()));
        Assert.Equal(outcome == "reject" ? "overturn-not-allowed" : "not-a-rejection", await renamed.CodeAsync());
        using var own = await decider.UndoAsync(decision);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Theory]
    [InlineData(Role.Senior, "spam", true)]
    [InlineData(Role.Senior, "personalData", true)]
    [InlineData(Role.Senior, "illegal", false)]
    [InlineData(Role.Administrator, "illegal", true)]
    public async Task Each_reason_says_who_overturns_it(Role role, string reason, bool allowed)
    {
        using var decider = await moderator.SignedInAsync($"Người từ chối {role} {reason}");
        using var senior = await moderator.SignedInAsync($"Người lật lại {role} {reason}", role);
        var id = await moderator.QueueAsync();
        using var rejected = await decider.DecideAsync(id, "reject", reason);
        var decision = await rejected.DecisionIdAsync();

        Assert.Equal((true, allowed), (await MayAsync(decider, id), await MayAsync(senior, id)));
        using var renamed = await ChangeAsync(senior, decision, "obscenity");
        using var undone = await senior.UndoAsync(allowed ? await renamed.DecisionIdAsync() : decision);

        Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, renamed.StatusCode);
        Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, undone.StatusCode);
        Assert.Equal(allowed ? "pending" : "rejected", await moderator.StatusOfAsync(id));
    }

    [Fact]
    public async Task A_colleagues_batch_is_a_seniors_to_take_back_as_well()
    {
        using var decider = await moderator.SignedInAsync("Người làm cả lô");
        using var colleague = await moderator.SignedInAsync("Người muốn lấy lại lô");
        using var senior = await moderator.SignedInAsync("Trưởng ca lấy lại lô", Role.Senior);
        var spam = await RejectAsync("spam");
        var illegal = await RejectAsync("illegal");

        using var refused = await colleague.PostAsync($"/api/batches/{spam.Batch}/undo", null);
        using var tooMuch = await senior.PostAsync($"/api/batches/{illegal.Batch}/undo", null);
        using var undone = await senior.PostAsync($"/api/batches/{spam.Batch}/undo", null);
        using var own = await decider.PostAsync($"/api/batches/{illegal.Batch}/undo", null);

        Assert.Equal("overturn-not-allowed", await refused.CodeAsync());
        Assert.Equal("overturn-not-allowed", await tooMuch.CodeAsync());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (undone.StatusCode, own.StatusCode));
        Assert.Equal(
            ("pending", "pending"),
            (await moderator.StatusOfAsync(spam.Comment), await moderator.StatusOfAsync(illegal.Comment))
        );

        async Task<(Guid Comment, Guid Batch)> RejectAsync(string reason)
        {
            var id = await moderator.QueueAsync();
            using var batch = await decider.PostAsJsonAsync(
                "/api/batches",
                new
                {
                    commentIds = new[] { id },
                    outcome = "reject",
                    reason,
                }
            );
            return (id, (await batch.JsonAsync()).GetProperty("id").GetGuid());
        }
    }

    /// <summary>
    /// What the console shows the person a way back by, in the comment's history as in the log: it must be what the server does.
    /// </summary>
    private static async Task<bool> MayAsync(HttpClient client, Guid id)
    {
        var session = await client.GetFromJsonAsync<JsonElement>("/api/session");
        var history = await client.GetFromJsonAsync<JsonElement>($"/api/comments/{id}");
        var log = await client.GetFromJsonAsync<JsonElement>("/api/log?by=people&limit=200");
        var latest = history.GetProperty("history").EnumerateArray().Last();
        var logged = log.GetProperty("items").EnumerateArray().Where(entry => entry.GetProperty("commentId").GetGuid() == id);

        var may = IsShown(latest);
        Assert.All(logged, entry => Assert.Equal(may, IsShown(entry)));
        return may;

        bool IsShown(JsonElement decision) =>
            decision.GetProperty("moderator").GetString() == session.GetProperty("name").GetString()
            || session
                .GetProperty("overturns")
                .EnumerateArray()
                .Any(each => each.GetString() == decision.GetProperty("overturner").GetString());
    }

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient client, Guid decision, string reason) =>
        client.PostAsJsonAsync($"/api/decisions/{decision}/reason", new { reason });
}
