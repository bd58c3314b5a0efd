using System.Net;
using System.Text.Json;
using Moderation.Contracts;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Training;

public class TrainingApiTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task Decisions_count_as_what_they_became_and_what_a_rule_decided_or_was_erased_is_not_there()
    {
        using var first = await moderator.SignedInAsync(Make.Unique("Người duyệt"), Role.Administrator);
        using var second = await moderator.SignedInAsync(Make.Unique("Người xem lại"), Role.Administrator);
        var (approved, rejected) = (await DecidedAsync("approve"), await DecidedAsync("reject", "personalAttack"));
        var overturned = await moderator.QueueAsync(Make.Under(Make.Unique("bai")));
        using (var decision = await first.DecideAsync(overturned, "reject", "spam"))
        using (var back = await second.UndoAsync(await decision.DecisionIdAsync()))
        using (var again = await second.DecideAsync(overturned, "approve"))
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (back.StatusCode, again.StatusCode));
        var appealed = await DecidedAsync("reject", "offTopic");
        await moderator.SendAsync(
            new CommentAppealed
            {
                CommentId = appealed,
                Revision = 1,
                Text = "Xin xem lại",
                AppealedAt = TimeProvider.System.GetUtcNow(),
            }
        );
        await Eventually.IsTrueAsync("it is appealed", async () => await moderator.StatusOfAsync(appealed) == "appealed");
        Assert.DoesNotContain(await ReadAsync(), line => line.Id == appealed);
        using (var answered = await second.DecideAsync(appealed, "approve"))
            Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        var undone = await moderator.QueueAsync(Make.Under(Make.Unique("bai")));
        using (var decision = await first.DecideAsync(undone, "approve"))
        using (var back = await first.UndoAsync(await decision.DecisionIdAsync()))
            Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        var erased = await DecidedAsync("reject", "hateSpeech");
        await moderator.SendAsync(
            new CommentErased
            {
                CommentId = erased,
                Revision = 1,
                ErasedAt = TimeProvider.System.GetUtcNow(),
            }
        );
        await Eventually.IsTrueAsync("it is erased", async () => await moderator.StatusOfAsync(erased) == "withdrawn");
        var now = TimeProvider.System.GetUtcNow();
        var byRule = Make.Under(Make.Unique("bai-cu")) with { Archived = new() { Approved = true, DecidedAt = now } };
        await moderator.SendAsync(byRule);
        await Eventually.IsTrueAsync("it is approved", async () => await moderator.StatusOfAsync(byRule.CommentId) == "approved");

        var lines = await ReadAsync();
        (Guid Id, string Status, string? Reason)[] expected =
        [
            (approved, "approved", null),
            (rejected, "rejected", "personalAttack"),
            (overturned, "approved", null),
            (appealed, "approved", null),
        ];
        Assert.Equal(
            expected,
            new[] { approved, rejected, overturned, appealed }.Select(id => lines.Single(line => line.Id == id))
        );
        Assert.DoesNotContain(lines, line => line.Id == undone || line.Id == erased || line.Id == byRule.CommentId);

        async Task<Guid> DecidedAsync(string outcome, string? reason = null)
        {
            var id = await moderator.QueueAsync(Make.Under(Make.Unique("bai")));
            using var decided = await first.DecideAsync(id, outcome, reason);
            Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
            return id;
        }
    }

    [Fact]
    public async Task The_newest_come_first_as_many_as_are_asked_for_with_text_and_without_author_for_the_key_alone()
    {
        using var by = await moderator.SignedInAsync(Make.Unique("Người duyệt"));
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await moderator.QueueAsync(Make.Under(Make.Unique("bai"))));
            using var decided = await by.DecideAsync(ids[^1], "approve");
            Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        }

        using var client = moderator.Service.Client();
        using var stranger = await client.GetAsync("/operation/training/decisions");
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        client.DefaultRequestHeaders.Add(OperationKey.Header, ModeratorFixture.OperationKey);
        var said = await client.GetStringAsync("/operation/training/decisions");
        var order = said.Split('\n').Select((line, place) => (line, place)).ToList();
        Assert.Equal(
            ids,
            ids.OrderByDescending(id => order.First(o => o.line.Contains(id.ToString(), StringComparison.Ordinal)).place)
        );
        Assert.DoesNotContain("091****678", said, StringComparison.Ordinal);
        Assert.DoesNotContain("\"name\"", said, StringComparison.Ordinal);
        using var page = JsonDocument.Parse((await client.GetStringAsync("/operation/training/decisions?most=1")).Trim());
        Assert.Equal("Một bài viết", page.RootElement.GetProperty("headline").GetString());
        foreach (var most in new[] { "0", "1000001", "x" })
        {
            using var refused = await client.GetAsync($"/operation/training/decisions?most={most}");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    private async Task<IReadOnlyList<(Guid Id, string Status, string? Reason)>> ReadAsync()
    {
        using var client = moderator.Service.Client();
        client.DefaultRequestHeaders.Add(OperationKey.Header, ModeratorFixture.OperationKey);
        var said = await client.GetStringAsync("/operation/training/decisions");
        return
        [
            .. said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Select(line =>
                    (
                        line.GetProperty("id").GetGuid(),
                        line.GetProperty("status").GetString()!,
                        line.TryGetProperty("reason", out var reason) ? reason.GetString() : null
                    )
                ),
        ];
    }
}
