using System.Net;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Queue;

public sealed class QueueTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task A_queue_is_read_page_by_page_oldest_first_without_gap_or_repeat()
    {
        using var client = await moderator.SignedInAsync("Người lật trang");
        List<Guid> sent = [];
        for (var i = 0; i < 7; i++)
            sent.Add(await moderator.QueueAsync(toxicity: 0.7f));

        List<Guid> read = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await (await client.GetAsync($"/api/queue?queue=suspect&limit=3&cursor={cursor}")).JsonAsync();
            read.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid()));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(sent, read.Where(sent.Contains));
        Assert.Equal(read.Distinct(), read);
    }

    [Fact]
    public async Task What_came_later_is_found_behind_the_end_of_a_page()
    {
        using var client = await moderator.SignedInAsync("Người chờ tin");
        var article = Make.Unique("trang-cuoi");
        await moderator.QueueAsync(Make.Under(article), 0.7f);
        var path = $"/api/queue?queue=suspect&article={article}";
        var end = (await client.ReadAsync(path)).GetProperty("end").GetString();
        var later = await moderator.QueueAsync(Make.Under(article), 0.7f);

        var page = await client.ReadAsync($"{path}&cursor={end}");

        Assert.Equal([later], page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task An_item_says_why_it_is_held_and_its_spans_point_into_the_text_as_received()
    {
        using var client = await moderator.SignedInAsync("Người xem lý do");
        var submitted = Make.Submitted(Make.Text("😀 Toàn lũ n.g.u làm ăn chán"));
        var start = submitted.Text.Content.IndexOf("n.g.u", StringComparison.Ordinal);
        await moderator.SendAsync(submitted);
        await moderator.SendAsync(
            Make.Classified(
                submitted.CommentId,
                0.91f,
                1,
                new ScoreSpan
                {
                    Label = ScoreLabel.Toxicity,
                    Field = CommentField.Content,
                    Start = start,
                    End = start + 5,
                }
            )
        );
        await Eventually.IsTrueAsync("it is suspect", async () =>
            await moderator.StatusOfAsync(submitted.CommentId) == "suspect"
        );

        var answer = await (await client.GetAsync($"/api/comments/{submitted.CommentId}")).JsonAsync();

        var comment = answer.GetProperty("comment");
        var span = comment.GetProperty("spans")[0];
        Assert.Equal(
            "n.g.u",
            comment.GetProperty("text").GetProperty("content").GetString()![
                span.GetProperty("start").GetInt32()..span.GetProperty("end").GetInt32()
            ]
        );
        Assert.Equal("toxicity-over-reject-threshold", comment.GetProperty("review").GetProperty("rule").GetString());
        Assert.Equal("reject", comment.GetProperty("review").GetProperty("advice").GetString());
        Assert.Equal(0.9, comment.GetProperty("review").GetProperty("findings")[0].GetProperty("threshold").GetDouble());
        Assert.Equal("091****678", comment.GetProperty("maskedPhone").GetString());
        Assert.False(comment.TryGetProperty("phoneKey", out _));
    }

    [Fact]
    public async Task The_history_tells_every_decision_with_its_author_and_the_parent_stands_beside()
    {
        using var client = await moderator.SignedInAsync("Người chép sử");
        var parent = await moderator.QueueAsync();
        var reply = Make.Submitted(Make.Text("Đồng ý với bác."), parentId: parent);
        await moderator.SendAsync(reply);
        await moderator.SendAsync(Make.Classified(reply.CommentId));
        await Eventually.IsTrueAsync("the reply is pending", async () =>
            await moderator.StatusOfAsync(reply.CommentId) == "pending"
        );
        using var decided = await client.DecideAsync(reply.CommentId, "approve", note: "Lịch sự");
        using var undone = await client.UndoAsync(await decided.DecisionIdAsync());

        var answer = await (await client.GetAsync($"/api/comments/{reply.CommentId}")).JsonAsync();

        Assert.Equal(parent, answer.GetProperty("parent").GetProperty("id").GetGuid());
        var history = answer.GetProperty("history").EnumerateArray().ToList();
        Assert.Equal(["hold", "approve", "undo"], history.Select(h => h.GetProperty("outcome").GetString()));
        Assert.Equal([1, 2, 3], history.Select(h => h.GetProperty("version").GetInt32()));
        Assert.Equal("nothing-found", history[0].GetProperty("rule").GetString());
        Assert.Equal("Người chép sử", history[1].GetProperty("moderator").GetString());
        Assert.Equal("Lịch sự", history[1].GetProperty("note").GetString());
        Assert.Equal(history[1].GetProperty("id").GetGuid(), history[2].GetProperty("undoes").GetGuid());
        Assert.Equal("test-1", history[1].GetProperty("model").GetString());
    }

    [Fact]
    public async Task Counts_of_all_queues_come_with_every_page_and_decided_ones_latest_first()
    {
        using var client = await moderator.SignedInAsync("Người đếm");
        var first = await moderator.QueueAsync();
        var second = await moderator.QueueAsync();
        await client.DecideAsync(first, "approve");
        await client.DecideAsync(second, "approve");

        var page = await (await client.GetAsync("/api/queue?queue=approved")).JsonAsync();

        Assert.Equal(
            Queues.All.Select(row => row.Name).Order(StringComparer.Ordinal),
            page.GetProperty("counts")
                .EnumerateObject()
                .Select(c => c.Name)
                // Named ones are other tests'.
                .Where(name => !Guid.TryParse(name, out _))
                .Order(StringComparer.Ordinal)
        );
        Assert.True(page.GetProperty("counts").GetProperty("approved").GetInt32() >= 2);
        var ids = page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid()).ToList();
        Assert.True(ids.IndexOf(second) < ids.IndexOf(first));
    }

    [Theory]
    [InlineData("queue=everything", "queue-invalid")]
    [InlineData("queue=awaitingScores", "queue-invalid")]
    [InlineData("cursor=abc", "cursor-invalid")]
    [InlineData("cursor='%20OR%201=1--", "cursor-invalid")]
    [InlineData("limit=0", "limit-invalid")]
    [InlineData("limit=101", "limit-invalid")]
    [InlineData("limit=many", "malformed-request")]
    public async Task A_question_that_makes_no_sense_is_refused(string query, string code)
    {
        using var client = await moderator.SignedInAsync("Người hỏi sai");

        using var response = await client.GetAsync($"/api/queue?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(
            code,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }
}
