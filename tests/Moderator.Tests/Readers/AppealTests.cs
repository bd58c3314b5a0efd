using System.Net;
using System.Net.Http.Json;
using Moderation.Contracts;
using Moderation.Moderator.People;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Readers;

/// <summary>A rejected author is read again by somebody else.</summary>
public class AppealTests(ModeratorFixture moderator)
{
    [Theory]
    [InlineData("reject", "CommentRejected", "rejected")]
    [InlineData("approve", "CommentApproved", "approved")]
    public async Task Another_person_than_who_rejected_answers(string outcome, string message, string queue)
    {
        var (submitted, first) = await RejectedAsync("spam");
        await AppealAsync(submitted, "Tôi chỉ hỏi giờ xe.");
        var id = submitted.CommentId;

        foreach (var own in new[] { "approve", "reject", "hold" })
        {
            using var refused = await first.DecideAsync(id, own, own == "reject" ? "spam" : null);
            Assert.Equal((HttpStatusCode.Forbidden, "own-rejection"), (refused.StatusCode, await refused.CodeAsync()));
        }

        using var other = await moderator.SignedInAsync(Make.Unique("Người xem lại"));
        var item = Assert.Single(
            (await other.ReadAsync($"/api/queue?queue=appealed&article={submitted.Article.Id}"))
                .GetProperty("items")
                .EnumerateArray()
        );
        Assert.Equal("Tôi chỉ hỏi giờ xe.", item.GetProperty("appeal").GetProperty("text").GetString());
        Assert.Equal("reject", item.GetProperty("decision").GetProperty("outcome").GetString());
        using var held = await other.DecideAsync(id, "hold", note: "Hỏi ban thư ký");
        Assert.Equal("appealed", (await held.JsonAsync()).GetProperty("queue").GetString());
        using var answered = await other.DecideAsync(id, outcome, outcome == "reject" ? "offTopic" : null);

        Assert.Equal(queue, (await answered.JsonAsync()).GetProperty("queue").GetString());
        await moderator.LeftAsync(id, message);
        var left = await Eventually.FindAsync("the answer has left", () =>
            Task.FromResult(moderator.OutgoingOf(id).FirstOrDefault(o => o.Type == message && o.Version == 5))
        );
        if (outcome == "reject")
            Assert.True(left.Message.GetProperty("upheld").GetBoolean());
        first.Dispose();
    }

    [Fact]
    public async Task A_rejection_by_a_rule_is_anybodys_to_judge_and_no_rule_decides_on_the_appeal()
    {
        var submitted = Make.Submitted();
        await moderator.SendAsync(submitted);
        await moderator.LetScoringTimeOutAsync(submitted.CommentId);
        // As if the rule's switch had been on.
        await moderator.ExecuteAsync("UPDATE comments SET status = 'rejected' WHERE id = @CommentId", submitted);
        await AppealAsync(submitted, "Máy nhầm rồi.");
        await moderator.SendAsync(Make.Classified(submitted.CommentId, toxicity: 0.99f));
        await Eventually.IsTrueAsync(
            "its scores have come",
            () => moderator.ReadAsync<bool>("SELECT scored_at IS NOT NULL FROM comments WHERE id = @CommentId", submitted)
        );

        Assert.Equal("appealed", await moderator.StatusOfAsync(submitted.CommentId));
        using var anybody = await moderator.SignedInAsync(Make.Unique("Người xem lại"));
        using var answered = await anybody.DecideAsync(submitted.CommentId, "approve");
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    [Fact]
    public async Task A_reason_says_who_may_overturn_it_on_appeal_too_and_anybody_else_may_uphold_it()
    {
        var (submitted, first) = await RejectedAsync("illegal");
        await AppealAsync(submitted, "Tôi không làm gì sai.");
        using var other = await moderator.SignedInAsync(Make.Unique("Người xem lại"));
        using var refused = await other.DecideAsync(submitted.CommentId, "approve");
        Assert.Equal((HttpStatusCode.Forbidden, "overturn-not-allowed"), (refused.StatusCode, await refused.CodeAsync()));
        using var upheld = await other.DecideAsync(submitted.CommentId, "reject", "illegal");
        Assert.Equal(HttpStatusCode.OK, upheld.StatusCode);
        first.Dispose();
    }

    [Fact]
    public async Task An_appeal_counts_once_is_taken_back_with_its_answer_and_passes_batches_by()
    {
        var (submitted, first) = await RejectedAsync("spam");
        var id = submitted.CommentId;
        await AppealAsync(submitted, "Lần một.");
        await moderator.SendAsync(Appealed(submitted, "Lần hai."));
        using var undone = await first.UndoAsync(await DecisionOfAsync(first, id, "reject"));
        Assert.Equal((HttpStatusCode.Conflict, "already-decided"), (undone.StatusCode, await undone.CodeAsync()));

        using var other = await moderator.SignedInAsync(Make.Unique("Người xem lại"));
        var all = new
        {
            commentIds = new[] { id },
            outcome = "reject",
            reason = "spam",
        };
        using var batch = await other.PostAsJsonAsync("/api/batches", all);
        Assert.Equal(1, (await batch.JsonAsync()).GetProperty("skippedBy").GetProperty("appeal-in-batch").GetInt32());
        using var answered = await other.DecideAsync(id, "reject", "spam");
        await moderator.SendAsync(Appealed(submitted, "Lần ba."));
        using var back = await other.UndoAsync(await answered.DecisionIdAsync());

        Assert.Equal("appealed", (await back.JsonAsync()).GetProperty("queue").GetString());
        var comment = await other.ReadAsync($"/api/comments/{id}");
        Assert.Equal("Lần một.", comment.GetProperty("comment").GetProperty("appeal").GetProperty("text").GetString());
        Assert.Equal(
            ["hold", "reject", "appeal", "reject", "undo"],
            comment.GetProperty("history").EnumerateArray().Select(line => line.GetProperty("outcome").GetString())
        );
        first.Dispose();
    }

    [Fact]
    public async Task Counts_of_the_queues_add_up_with_appeals_and_withdrawals()
    {
        var section = Make.Unique("Đếm");
        using var client = await moderator.SignedInAsync(Make.Unique("Người đếm"), Role.Moderator, section);
        var comments = Enumerable.Range(0, 4).Select(_ => Make.Under(Make.Unique("bai"), section)).ToList();
        foreach (var submitted in comments)
            await moderator.QueueAsync(submitted);
        using var rejected = await client.DecideAsync(comments[0].CommentId, "reject", "spam");
        using var approved = await client.DecideAsync(comments[1].CommentId, "approve");
        await AppealAsync(comments[0], "Xem lại giúp.");
        await moderator.SendAsync(
            new CommentWithdrawn
            {
                CommentId = comments[2].CommentId,
                Revision = 1,
                ArticleId = comments[2].Article.Id,
                WithdrawnAt = TimeProvider.System.GetUtcNow(),
            }
        );
        await Eventually.IsTrueAsync("it is withdrawn", async () =>
            await moderator.StatusOfAsync(comments[2].CommentId) == "withdrawn"
        );

        var counts = (await client.ReadAsync("/api/queue")).GetProperty("counts");
        Assert.Equal(
            "appealed 1, approved 1, pending 1",
            string.Join(
                ", ",
                counts
                    .EnumerateObject()
                    .Where(count => count.Value.GetInt32() > 0)
                    .Select(count => $"{count.Name} {count.Value}")
                    .Order(StringComparer.Ordinal)
            )
        );
        foreach (var (queue, comment) in new[] { ("appealed", comments[0]), ("approved", comments[1]), ("pending", comments[3]) })
            Assert.Equal(
                comment.CommentId,
                Assert
                    .Single((await client.ReadAsync($"/api/queue?queue={queue}")).GetProperty("items").EnumerateArray())
                    .GetProperty("id")
                    .GetGuid()
            );
        var statistics = await client.ReadAsync("/api/me/statistics");
        Assert.Equal(2, statistics.GetProperty("decided").GetInt32());
    }

    [Fact]
    public async Task An_appeal_of_what_is_not_rejected_any_more_moves_nothing_and_is_read_with_it()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người duyệt"));
        var submitted = Make.Submitted();
        await moderator.QueueAsync(submitted);
        await moderator.SendAsync(Appealed(submitted, "Tôi khiếu nại."));
        await Eventually.IsTrueAsync(
            "the appeal is read with the comment",
            async () =>
                (await client.ReadAsync($"/api/comments/{submitted.CommentId}"))
                    .GetProperty("comment")
                    .TryGetProperty("appeal", out _)
        );
        Assert.Equal("pending", await moderator.StatusOfAsync(submitted.CommentId));
    }

    /// <returns>The comment, and who rejected it.</returns>
    private async Task<(CommentSubmitted Submitted, HttpClient By)> RejectedAsync(string reason)
    {
        var by = await moderator.SignedInAsync(Make.Unique("Người từ chối"), Role.Administrator);
        var submitted = Make.Under(Make.Unique("bai"));
        await moderator.QueueAsync(submitted);
        using var rejected = await by.DecideAsync(submitted.CommentId, "reject", reason);
        Assert.Equal(HttpStatusCode.OK, rejected.StatusCode);
        return (submitted, by);
    }

    private async Task AppealAsync(CommentSubmitted submitted, string text)
    {
        await moderator.SendAsync(Appealed(submitted, text));
        await Eventually.IsTrueAsync("it is appealed", async () =>
            await moderator.StatusOfAsync(submitted.CommentId) == "appealed"
        );
    }

    private static async Task<Guid> DecisionOfAsync(HttpClient client, Guid id, string outcome) =>
        (await client.ReadAsync($"/api/comments/{id}"))
            .GetProperty("history")
            .EnumerateArray()
            .Last(line => line.GetProperty("outcome").GetString() == outcome)
            .GetProperty("id")
            .GetGuid();

    private static CommentAppealed Appealed(CommentSubmitted submitted, string text) =>
        new()
        {
            CommentId = submitted.CommentId,
            Revision = 1,
            Text = text,
            AppealedAt = TimeProvider.System.GetUtcNow(),
        };
}
