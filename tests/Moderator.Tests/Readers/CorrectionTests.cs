using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Contracts;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Readers;

/// <summary>A corrected comment is decided by its newest revision, and exactly what was decided is published.</summary>
public class CorrectionTests(ModeratorFixture moderator)
{
    private const string Old = "Cầu mới thông xe, đi làm đỡ tắc hẳn.";
    private const string New = "Cầu mới thông xe, đi học đỡ tắc hẳn.";

    [Fact]
    public async Task A_waiting_comment_is_decided_as_it_was_corrected_and_what_was_changed_is_shown()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người duyệt"));
        var submitted = Make.Under(Make.Unique("bai"), content: Old);
        var id = await moderator.QueueAsync(submitted);
        using var taken = await client.PostAsJsonAsync($"/api/comments/{id}/lease", new { });
        var lease = (await taken.JsonAsync()).GetProperty("lease").GetGuid();

        await CorrectAsync(submitted, New);

        var item = Assert.Single(
            (await client.ReadAsync($"/api/queue?article={submitted.Article.Id}")).GetProperty("items").EnumerateArray()
        );
        Assert.Equal((2, New), (item.GetProperty("revision").GetInt32(), ContentOf(item.GetProperty("text"))));
        var earlier = item.GetProperty("earlier");
        Assert.Equal((1, Old, false), (earlier.GetProperty("revision").GetInt32(), ContentOf(earlier), Published(earlier)));
        foreach (var outcome in new[] { "approve", "hold" })
        {
            using var refused = await client.DecideAsync(id, outcome, lease: lease);
            Assert.Equal((HttpStatusCode.Conflict, "other-revision"), (refused.StatusCode, await refused.CodeAsync()));
        }

        using var decided = await client.DecideAsync(id, "approve", revision: 2, lease: lease);
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        var approved = await moderator.LeftAsync(id, nameof(CommentApproved));
        Assert.Equal(2, approved.Message.GetProperty("revision").GetInt32());
        Assert.Equal(New, ContentOf(approved.Message.GetProperty("text")));
        Assert.Single(moderator.OutgoingOf(id));
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    public async Task What_is_approved_stands_until_its_correction_is_decided(string outcome)
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người duyệt"));
        var (submitted, first) = await ApprovedAsync(client);
        var id = submitted.CommentId;
        await moderator.LeftAsync(id, nameof(CommentApproved));

        await CorrectAsync(submitted, New);

        Assert.Equal(["approved", "pending"], await StatusesAsync(id));
        Assert.Single(moderator.OutgoingOf(id));
        var item = (await client.ReadAsync($"/api/comments/{id}")).GetProperty("comment");
        Assert.True(Published(item.GetProperty("earlier")));
        // Why the correction is here is not what was decided on the revision before it, and the other way round.
        Assert.Equal("hold", item.GetProperty("review").GetProperty("outcome").GetString());
        Assert.False(item.TryGetProperty("decision", out _));
        var standing = Assert.Single(
            (await client.ReadAsync($"/api/queue?queue=approved&article={submitted.Article.Id}"))
                .GetProperty("items")
                .EnumerateArray()
        );
        Assert.Equal("approve", standing.GetProperty("decision").GetProperty("outcome").GetString());
        Assert.Equal((1, Old), (standing.GetProperty("revision").GetInt32(), ContentOf(standing.GetProperty("text"))));
        Assert.False(standing.TryGetProperty("review", out _));
        using var undone = await client.UndoAsync(first);
        Assert.Equal((HttpStatusCode.Conflict, "other-revision"), (undone.StatusCode, await undone.CodeAsync()));

        using var decided = await client.DecideAsync(id, outcome, outcome == "reject" ? "offTopic" : null, revision: 2);
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        Assert.Equal(["superseded", outcome == "approve" ? "approved" : "rejected"], await StatusesAsync(id));
        var message = outcome == "approve" ? nameof(CommentApproved) : nameof(CommentRetracted);
        await moderator.LeftAsync(id, message);
        var left = await Eventually.FindAsync("the decision has left", () =>
            Task.FromResult(moderator.OutgoingOf(id).FirstOrDefault(o => o.Type == message && RevisionOf(o) == 2))
        );
        if (outcome == "reject")
            Assert.Equal("offTopic", left.Message.GetProperty("reason").GetString());
        else
            Assert.Equal(New, ContentOf(left.Message.GetProperty("text")));
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    public async Task A_decision_on_a_correction_that_is_recalled_brings_back_the_approval_before_it(string outcome)
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người đổi ý"));
        var (submitted, _) = await ApprovedAsync(client);
        var id = submitted.CommentId;
        await moderator.LeftAsync(id, nameof(CommentApproved));
        await CorrectAsync(submitted, New);
        using var decided = await client.DecideAsync(id, outcome, outcome == "reject" ? "offTopic" : null, revision: 2);

        using var undone = await client.UndoAsync(await decided.DecisionIdAsync());

        Assert.False((await undone.JsonAsync()).GetProperty("retracted").GetBoolean());
        Assert.Equal(["approved", "pending"], await StatusesAsync(id));
        Assert.Single(moderator.OutgoingOf(id));
        Assert.Equal(
            0,
            await moderator.ReadAsync<long>(
                "SELECT count(*) FROM outbox WHERE body LIKE '%' || @Id || '%'",
                new { Id = id.ToString() }
            )
        );
    }

    [Fact]
    public async Task Texts_and_scores_in_any_order_end_with_the_newest_revision_alone_in_the_queue()
    {
        // 1 and 2 are texts, a and b their scores.
        string[] orders = ["1a2b", "12ab", "21ab", "2b1a", "ab12", "b2a1", "1b2a", "212ab1"];
        var comments = orders.Select(order => (Order: order, Submitted: Make.Under(Make.Unique("bai"), content: Old))).ToList();
        foreach (var (order, submitted) in comments)
        {
            foreach (var step in order)
                await (
                    step switch
                    {
                        '1' => moderator.SendAsync(submitted),
                        '2' => moderator.SendAsync(Second(submitted, New)),
                        'a' => moderator.SendAsync(Make.Classified(submitted.CommentId)),
                        _ => moderator.SendAsync(Make.Classified(submitted.CommentId, revision: 2)),
                    }
                );
        }

        foreach (var (order, submitted) in comments)
        {
            await Eventually.IsTrueAsync(
                $"{order} is in the queue, whole",
                async () =>
                    (await StatusesAsync(submitted.CommentId)).SequenceEqual(["superseded", "pending"])
                    && await moderator.ReadAsync<bool>(
                        "SELECT bool_and(received_at IS NOT NULL) FROM comments WHERE id = @CommentId",
                        submitted
                    )
            );
        }
    }

    [Fact]
    public async Task Correcting_while_moderators_decide_publishes_nothing_but_what_was_decided()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người duyệt"));
        var comments = Enumerable.Range(0, 12).Select(_ => Make.Under(Make.Unique("bai"), content: Old)).ToList();
        foreach (var submitted in comments)
            await moderator.QueueAsync(submitted);

        var answers = await Task.WhenAll(
            comments.Select(async submitted =>
            {
                var correcting = CorrectAsync(submitted, New);
                using var answer = await client.DecideAsync(submitted.CommentId, "approve");
                await correcting;
                return answer.StatusCode;
            })
        );

        foreach (var (submitted, status) in comments.Zip(answers))
        {
            var decided = status == HttpStatusCode.OK;
            Assert.Equal(decided ? ["approved", "pending"] : ["superseded", "pending"], await StatusesAsync(submitted.CommentId));
            if (!decided)
                continue;
            var left = await moderator.LeftAsync(submitted.CommentId, nameof(CommentApproved));
            Assert.Equal((1, Old), (RevisionOf(left), ContentOf(left.Message.GetProperty("text"))));
        }
    }

    [Fact]
    public async Task What_was_withdrawn_or_erased_takes_no_revision_of_whatever_number()
    {
        var seed = Guid.CreateVersion7().ToString("n");
        var submitted = Make.Under(Make.Unique("bai"), content: Old + seed);
        await moderator.QueueAsync(submitted);
        await CorrectAsync(submitted, New + seed);
        var unseen = Make.Under(Make.Unique("bai"), content: Old + seed);
        foreach (var id in new[] { submitted.CommentId, unseen.CommentId })
            await moderator.SendAsync(
                new CommentErased
                {
                    CommentId = id,
                    Revision = 2,
                    ErasedAt = TimeProvider.System.GetUtcNow(),
                }
            );
        await moderator.SendAsync(unseen);
        await moderator.SendAsync(Second(unseen, New + seed));
        foreach (var revision in new[] { 1, 2 })
            await moderator.SendAsync(Make.Classified(unseen.CommentId, revision: revision));
        await Eventually.IsTrueAsync(
            "its scores have come",
            () =>
                moderator.ReadAsync<bool>(
                    "SELECT count(scored_at) = 2 FROM comments WHERE id = @CommentId",
                    unseen
                )
        );
        // Erasures come by a queue of their own.
        foreach (var id in new[] { submitted.CommentId, unseen.CommentId })
            await Eventually.IsTrueAsync("both revisions are gone", async () =>
                await StatusesAsync(id) is ["withdrawn", "withdrawn"]
            );
        await moderator.QueueAsync();

        Assert.Equal(["withdrawn", "withdrawn"], await StatusesAsync(submitted.CommentId));
        Assert.Equal(["withdrawn", "withdrawn"], await StatusesAsync(unseen.CommentId));
        Assert.Empty(await Seeded.FoundAsync(moderator.Database, seed));
    }

    /// <returns>The comment, and the decision on it.</returns>
    private async Task<(CommentSubmitted Submitted, Guid Decision)> ApprovedAsync(HttpClient client)
    {
        var submitted = Make.Under(Make.Unique("bai"), content: Old);
        await moderator.QueueAsync(submitted);
        using var approved = await client.DecideAsync(submitted.CommentId, "approve");
        return (submitted, await approved.DecisionIdAsync());
    }

    private async Task CorrectAsync(CommentSubmitted submitted, string content)
    {
        await moderator.SendAsync(Second(submitted, content));
        await moderator.SendAsync(Make.Classified(submitted.CommentId, revision: 2));
        await Eventually.IsTrueAsync("the correction is in the queue", async () =>
            (await StatusesAsync(submitted.CommentId)) is [_, "pending"]
        );
    }

    private static CommentSubmitted Second(CommentSubmitted first, string content) =>
        first with
        {
            Revision = 2,
            Text = first.Text with { Content = content },
        };

    /// <summary>Of each revision, the first first.</summary>
    private async Task<string[]> StatusesAsync(Guid id) =>
        await moderator.ReadAsync<string[]>(
            "SELECT array_agg(status ORDER BY revision) FROM comments WHERE id = @id",
            new { id }
        ) ?? [];

    private static int RevisionOf(Outgoing outgoing) => outgoing.Message.GetProperty("revision").GetInt32();

    private static string ContentOf(JsonElement text) => text.GetProperty("content").GetString()!;

    private static bool Published(JsonElement earlier) => earlier.GetProperty("published").GetBoolean();
}
