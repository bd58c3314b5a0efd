using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Tests.Decisions;

public sealed class FeatureTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task What_is_picked_out_is_told_with_the_text_that_readers_see_and_so_is_its_end()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người chọn"));
        var id = await moderator.QueueAsync(Make.Text("Gọi tôi theo số 0912345678 nhé."));
        using var approved = await client.PostAsJsonAsync(
            $"/api/comments/{id}/decision",
            new
            {
                outcome = "approve",
                mask = true,
                revision = 1,
            }
        );
        var first = await moderator.LeftAsync(id, "CommentApproved");
        Assert.False(first.Message.GetProperty("featured").GetBoolean());

        foreach (var (set, version) in new[] { (true, 3), (true, 3), (false, 4), (false, 4) })
        {
            using var response = await SetAsync(client, id, set);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(set, (await response.JsonAsync()).GetProperty("featured").GetBoolean());
            await moderator.LeftAsync(id, "CommentApproved");
            var told = await LastAsync(id, version);
            Assert.Equal(set, told.GetProperty("featured").GetBoolean());
            Assert.Equal(first.Message.GetProperty("text").GetRawText(), told.GetProperty("text").GetRawText());
            Assert.Equal(
                first.Message.GetProperty("approvedAt").GetDateTimeOffset(),
                told.GetProperty("approvedAt").GetDateTimeOffset()
            );
            var comment = (await client.ReadAsync($"/api/comments/{id}")).GetProperty("comment");
            Assert.Equal(
                (set, "approve"),
                (comment.GetProperty("featured").GetBoolean(), comment.GetProperty("decision").GetProperty("outcome").GetString())
            );
        }

        var history = (await client.ReadAsync($"/api/comments/{id}")).GetProperty("history").EnumerateArray();
        Assert.Equal(
            ["hold", "approve", "feature", "unfeature"],
            history.Select(line => line.GetProperty("outcome").GetString())
        );
        Assert.All(history.Skip(1), line => Assert.StartsWith("Người chọn", line.GetProperty("moderator").GetString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_undo_takes_the_approval_back_and_with_it_what_was_picked_out_whether_or_not_it_left(bool hasLeft)
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người chọn rồi rút"));
        var id = await moderator.QueueAsync();
        using var approved = await client.DecideAsync(id, "approve");
        if (hasLeft)
            await moderator.LeftAsync(id, "CommentApproved");
        using var featured = await SetAsync(client, id, true);
        Assert.Contains(id.ToString(), (await client.ReadAsync("/api/me/decisions")).GetRawText(), StringComparison.Ordinal);
        Assert.Contains(
            id.ToString(),
            (await client.ReadAsync("/api/queue?queue=approved&featured=true&limit=100")).GetRawText(),
            StringComparison.Ordinal
        );

        using var undone = await client.UndoAsync(await approved.DecisionIdAsync());

        Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        // Of the two messages one may have left.
        await moderator.LeftAsync(id, "CommentRetracted");
        Assert.Equal(id, moderator.OutgoingOf(id).MaxBy(told => told.Version)!.Message.GetProperty("commentId").GetGuid());
        Assert.Equal("CommentRetracted", moderator.OutgoingOf(id).MaxBy(told => told.Version)!.Type);
        Assert.False(
            (await client.ReadAsync($"/api/comments/{id}")).GetProperty("comment").GetProperty("featured").GetBoolean()
        );
        using var again = await client.DecideAsync(id, "approve");
        Assert.False(
            (await client.ReadAsync($"/api/comments/{id}")).GetProperty("comment").GetProperty("featured").GetBoolean()
        );
    }

    [Fact]
    public async Task Only_what_readers_wrote_and_see_is_picked_out()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Trưởng ca chọn"), Role.Senior);
        var (waiting, rejected, published) = (
            await moderator.QueueAsync(),
            await moderator.QueueAsync(),
            await moderator.QueueAsync()
        );
        using var no = await client.DecideAsync(rejected, "reject", "spam");
        using var yes = await client.DecideAsync(published, "approve");
        using var replied = await client.PostAsJsonAsync($"/api/comments/{published}/replies", new { content = "Cảm ơn bạn." });
        var reply = (await replied.JsonAsync()).GetProperty("id").GetGuid();

        foreach (var id in new[] { waiting, rejected, reply })
        {
            using var refused = await SetAsync(client, id, true);
            Assert.Equal((HttpStatusCode.Conflict, "not-featurable"), (refused.StatusCode, await refused.CodeAsync()));
        }

        using var unknown = await SetAsync(client, Guid.CreateVersion7(), true);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        // However many pick it out at once, it is one line.
        foreach (var response in await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SetAsync(client, published, true))))
            using (response)
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            1,
            await moderator.ReadAsync<int>(
                "SELECT count(*)::int FROM decisions WHERE comment_id = @published AND outcome = 'feature'",
                new { published }
            )
        );
    }

    private async Task<JsonElement> LastAsync(Guid id, int version) =>
        (
            await Testing.Eventually.FindAsync($"version {version} has left", () =>
                Task.FromResult(moderator.OutgoingOf(id).FirstOrDefault(told => told.Version == version))
            )
        ).Message;

    private static Task<HttpResponseMessage> SetAsync(HttpClient client, Guid id, bool featured) =>
        featured
            ? client.PutAsync($"/api/comments/{id}/featured", null)
            : client.DeleteAsync($"/api/comments/{id}/featured");
}
