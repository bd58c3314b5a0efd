using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Contracts;
using Moderation.Moderator.People;
using Moderation.Moderator.Tests.Live;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Readers;

/// <summary>What its author took back is in nobody's queue, and nothing brings it there or to the public again.</summary>
public class WithdrawalTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task A_withdrawn_comment_leaves_queue_counts_and_search_and_its_history_says_why()
    {
        var section = Make.Unique("Rút");
        using var client = await moderator.SignedInAsync(Make.Unique("Người duyệt"), Role.Senior);
        var word = Make.Word("từ");
        var phone = Make.Unique("số");
        var kept = Make.Under(Make.Unique("bai"), section, word);
        var gone = Make.Under(Make.Unique("bai"), section, word, phone);
        await moderator.QueueAsync(kept);
        await moderator.QueueAsync(gone);
        var before = await CountsAsync(client);

        await WithdrawAsync(gone);

        var page = await client.ReadAsync($"/api/queue?section={Uri.EscapeDataString(section)}&q={word}");
        Assert.Equal(kept.CommentId, Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Equal(1, page.GetProperty("hits").EnumerateObject().Sum(hits => hits.Value.GetInt32()));
        Assert.DoesNotContain("withdrawn", before.Keys);
        Assert.Equal(
            await moderator.ReadAsync<long>(
                "SELECT count(*) FROM comments WHERE section = @section AND is_waiting(status)",
                new { section }
            ),
            await moderator.ReadAsync<long>(
                "SELECT sum(count) FROM comment_counts WHERE section = @section AND is_waiting(status)",
                new { section }
            )
        );
        var comment = await client.ReadAsync($"/api/comments/{gone.CommentId}");
        Assert.Equal("withdrawn", comment.GetProperty("comment").GetProperty("queue").GetString());
        var line = comment.GetProperty("history").EnumerateArray().Last();
        Assert.Equal("withdraw", line.GetProperty("outcome").GetString());
        Assert.False(line.TryGetProperty("moderator", out _) || line.TryGetProperty("rule", out _));
        Assert.Equal(0, comment.GetProperty("author").GetProperty("waiting").GetInt32());
        var log = await client.ReadAsync($"/api/log?outcome=withdraw&section={Uri.EscapeDataString(section)}");
        Assert.Equal(gone.CommentId, Assert.Single(log.GetProperty("items").EnumerateArray()).GetProperty("commentId").GetGuid());
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    public async Task A_decision_that_has_not_left_leaves_no_more_and_is_not_taken_back(string outcome)
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người duyệt"), Role.Administrator);
        var submitted = Make.Submitted();
        var id = await moderator.QueueAsync(submitted);
        using var decided = await client.DecideAsync(id, outcome, outcome == "reject" ? "spam" : null);
        var decision = await decided.DecisionIdAsync();

        await WithdrawAsync(submitted);

        using var undone = await client.UndoAsync(decision);
        using var reasoned = await client.PostAsJsonAsync($"/api/decisions/{decision}/reason", new { reason = "offTopic" });
        foreach (var refused in new[] { undone, reasoned })
            Assert.Equal((HttpStatusCode.Conflict, "withdrawn"), (refused.StatusCode, await refused.CodeAsync()));
        Assert.Equal(0, await moderator.ReadAsync<long>("SELECT count(*) FROM outbox WHERE id = @decision", new { decision }));
        Assert.Empty(moderator.OutgoingOf(id));
    }

    [Fact]
    public async Task Whoever_has_it_open_hears_of_it_and_can_neither_decide_nor_hold_it()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người duyệt"));
        var submitted = Make.Submitted();
        var id = await moderator.QueueAsync(submitted);
        await using var stream = await EventStream.OpenAsync(client);
        using var taken = await client.PostAsJsonAsync($"/api/comments/{id}/lease", new { });
        var lease = (await taken.JsonAsync()).GetProperty("lease").GetGuid();

        await WithdrawAsync(submitted);

        var told = await stream.FindAsync("item-decided", id);
        Assert.Equal(
            ("withdraw", "withdrawn"),
            (told.GetProperty("outcome").GetString(), told.GetProperty("queue").GetString())
        );
        foreach (var outcome in new[] { "approve", "hold" })
        {
            using var refused = await client.DecideAsync(id, outcome, lease: lease);
            Assert.Equal((HttpStatusCode.Conflict, "withdrawn"), (refused.StatusCode, await refused.CodeAsync()));
        }

        using var held = await client.PostAsJsonAsync($"/api/comments/{id}/lease", new { lease });
        Assert.Equal((HttpStatusCode.Conflict, "withdrawn"), (held.StatusCode, await held.CodeAsync()));
        Assert.Equal(0, await moderator.ReadAsync<long>("SELECT count(*) FROM leases WHERE comment_id = @id", new { id }));
    }

    [Fact]
    public async Task Messages_in_any_order_and_any_number_of_times_end_withdrawn_and_send_nothing()
    {
        string[] orders = ["TSW", "TWS", "STW", "SWT", "WTS", "WST", "WTSW", "TSWTSW"];
        var comments = orders.Select(order => (Order: order, Submitted: Make.Submitted())).ToList();
        foreach (var (order, submitted) in comments)
        {
            foreach (var step in order)
                await (
                    step switch
                    {
                        'T' => moderator.SendAsync(submitted),
                        'S' => moderator.SendAsync(Make.Classified(submitted.CommentId)),
                        _ => moderator.SendAsync(Withdrawn(submitted)),
                    }
                );
        }

        await moderator.QueueAsync();
        foreach (var (_, submitted) in comments)
        {
            await Eventually.IsTrueAsync(
                "it is withdrawn, and scored",
                async () =>
                    await moderator.StatusOfAsync(submitted.CommentId) == "withdrawn"
                    && await moderator.ReadAsync<bool>(
                        "SELECT bool_and(scored_at IS NOT NULL) FROM comments WHERE id = @CommentId",
                        submitted
                    )
            );
            Assert.Empty(moderator.OutgoingOf(submitted.CommentId));
            Assert.True(
                await moderator.ReadAsync<bool>(
                    "SELECT count(*) FILTER (WHERE outcome = 'withdraw') <= 1 AND coalesce(max(version), 1) = "
                        + "coalesce(max(version) FILTER (WHERE outcome = 'withdraw'), 1) "
                        + "FROM decisions WHERE comment_id = @CommentId",
                    submitted
                )
            );
        }
    }

    [Fact]
    public async Task Withdrawing_while_moderators_decide_ends_withdrawn_and_nothing_leaves()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người duyệt"));
        var comments = Enumerable.Range(0, 16).Select(_ => Make.Submitted()).ToList();
        foreach (var submitted in comments)
            await moderator.QueueAsync(submitted);

        var answers = await Task.WhenAll(
            comments.Select(async submitted =>
            {
                var withdrawing = moderator.SendAsync(Withdrawn(submitted));
                using var answer = await client.DecideAsync(submitted.CommentId, "approve");
                await withdrawing;
                return answer.StatusCode;
            })
        );

        Assert.All(answers, status => Assert.Contains(status, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.Conflict]));
        foreach (var submitted in comments)
        {
            await Eventually.IsTrueAsync("it is withdrawn", async () =>
                await moderator.StatusOfAsync(submitted.CommentId) == "withdrawn"
            );
            Assert.Equal(
                0,
                await moderator.ReadAsync<long>(
                    "SELECT count(*) FROM outbox WHERE body LIKE '%' || @Id || '%'",
                    new { Id = submitted.CommentId.ToString() }
                )
            );
            Assert.Empty(moderator.OutgoingOf(submitted.CommentId));
        }
    }

    private async Task WithdrawAsync(CommentSubmitted submitted)
    {
        await moderator.SendAsync(Withdrawn(submitted));
        await Eventually.IsTrueAsync("it is withdrawn", async () =>
            await moderator.StatusOfAsync(submitted.CommentId) == "withdrawn"
        );
    }

    private static async Task<Dictionary<string, int>> CountsAsync(HttpClient client) =>
        (await client.ReadAsync("/api/queue")).GetProperty("counts").Deserialize<Dictionary<string, int>>()!;

    private static CommentWithdrawn Withdrawn(CommentSubmitted submitted) =>
        new()
        {
            CommentId = submitted.CommentId,
            Revision = submitted.Revision,
            ArticleId = submitted.Article.Id,
            WithdrawnAt = TimeProvider.System.GetUtcNow(),
        };
}
