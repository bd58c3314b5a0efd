using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Contracts;
using Moderation.Moderator.Readers;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Readers;

/// <summary>Readers report what is published, and a moderator answers all of them at once.</summary>
public class ReportTests(ModeratorFixture moderator)
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 1, 1.0 / 2)]
    [InlineData(0, 9, 1.0 / 10)]
    [InlineData(9, 0, 1)]
    [InlineData(1, 2, 2.0 / 4)]
    public void A_report_weighs_what_the_readers_earlier_ones_were_worth(int upheld, int dismissed, double weight) =>
        Assert.Equal(weight, ReportWeight.Of(upheld, dismissed), tolerance: 1e-6);

    [Fact]
    public async Task What_is_reported_waits_by_weight_and_whose_reports_were_turned_down_weighs_less()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người trả lời"));
        var article = Make.Unique("bai");
        var (crank, stranger) = (Make.Unique("nguoi"), Make.Unique("nguoi"));
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var innocent = await PublishedAsync(client, Make.Unique("bai"));
            await ReportAsync(innocent, crank);
            using var kept = await client.DecideAsync(innocent.CommentId, "approve");
            Assert.Equal("approved", (await kept.JsonAsync()).GetProperty("queue").GetString());
        }
        var (once, twice) = (await PublishedAsync(client, article), await PublishedAsync(client, article));
        await ReportAsync(once, crank);
        await ReportAsync(twice, stranger, RejectReason.Misinformation);
        await SendAsync(twice, Make.Unique("nguoi"), RejectReason.Misinformation);
        await SendAsync(twice, Make.Unique("nguoi"), RejectReason.Spam);
        await SendAsync(twice, stranger, RejectReason.Illegal);
        await ReportsBecomeAsync(client, twice.CommentId, 3);

        foreach (var order in new[] { "mix", "risk", "age" })
        {
            var first = await client.ReadAsync($"/api/queue?queue=reported&article={article}&order={order}&limit=1");
            Assert.Equal(twice.CommentId, Assert.Single(first.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
            var next = first.GetProperty("next").GetString();
            var second = await client.ReadAsync(
                $"/api/queue?queue=reported&article={article}&order={order}&limit=1&cursor={next}"
            );
            Assert.Equal(once.CommentId, Assert.Single(second.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
        }
        var heavy = await ReportsOfAsync(client, twice.CommentId);
        Assert.Equal(3, heavy.GetProperty("weight").GetDouble(), tolerance: 1e-6);
        Assert.Equal(
            "misinformation 2, spam 1",
            string.Join(
                ", ",
                heavy
                    .GetProperty("reasons")
                    .EnumerateArray()
                    .Select(reason => $"{reason.GetProperty("reason").GetString()} {reason.GetProperty("count").GetInt32()}")
            )
        );
        var light = await ReportsOfAsync(client, once.CommentId);
        Assert.Equal(1.0 / 4, light.GetProperty("weight").GetDouble(), tolerance: 1e-6);
    }

    [Fact]
    public async Task Kept_it_stays_as_it_is_published_and_all_its_reports_are_answered_until_that_is_taken_back()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người giữ"));
        var published = await PublishedAsync(client, Make.Unique("bai"));
        var id = published.CommentId;
        await ReportAsync(published, Make.Unique("nguoi"));
        using var held = await client.DecideAsync(id, "hold", note: "Hỏi ban thư ký");
        Assert.Equal("reported", (await held.JsonAsync()).GetProperty("queue").GetString());

        using var kept = await client.DecideAsync(id, "approve");
        var answer = await kept.JsonAsync();
        Assert.Equal("approved", answer.GetProperty("queue").GetString());
        Assert.False(answer.TryGetProperty("undoUntil", out _));
        Assert.False((await CommentAsync(client, id)).TryGetProperty("reports", out _));
        Assert.Equal(["dismissed"], await AnswersAsync(id));

        using var back = await client.UndoAsync(answer.GetProperty("decision").GetProperty("id").GetGuid());
        Assert.Equal(("reported", false), await UndoneAsync(back));
        Assert.Equal(1, (await ReportsOfAsync(client, id)).GetProperty("count").GetInt32());

        // The same reader again, the bus as it is: once is once.
        using var again = await client.DecideAsync(id, "approve");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(["approve", "report", "hold", "approve", "undo", "approve"], await OutcomesAsync(client, id));
        Assert.Equal(["CommentApproved"], moderator.OutgoingOf(id).Select(message => message.Type));
    }

    [Fact]
    public async Task Rejected_it_is_retracted_with_the_reason_and_its_reports_were_right()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người gỡ"), Moderator.People.Role.Administrator);
        var published = await PublishedAsync(client, Make.Unique("bai"));
        var id = published.CommentId;
        var reporter = Make.Unique("nguoi");
        await ReportAsync(published, reporter);
        using var rejected = await client.DecideAsync(id, "reject", "misinformation");

        // Within the grace nothing has left, and it is where it was.
        using var back = await client.UndoAsync(await rejected.DecisionIdAsync());
        Assert.Equal(("reported", false), await UndoneAsync(back));
        Assert.Equal(["open"], await AnswersAsync(id));

        using var final = await client.DecideAsync(id, "reject", "misinformation");
        var left = await moderator.LeftAsync(id, "CommentRetracted");
        Assert.Equal("misinformation", left.Message.GetProperty("reason").GetString());
        using var other = await client.PostAsJsonAsync(
            $"/api/decisions/{await final.DecisionIdAsync()}/reason",
            new { reason = "illegal" }
        );
        Assert.Equal(["upheld"], await AnswersAsync(id));
        await moderator.LeftAsync(id, "CommentRetracted");
        await SendAsync(published, Make.Unique("nguoi"));
        await Eventually.IsTrueAsync("who was late was right too", async () =>
            (await AnswersAsync(id)) is ["upheld", "upheld"]
        );

        // Once it has left, the comment is published no more, and waits as any other.
        await moderator.ExecuteAsync(
            "UPDATE outbox SET not_before = clock_timestamp() WHERE body LIKE '%' || @id || '%'; NOTIFY outbox",
            new { id = id.ToString() }
        );
        await Eventually.IsTrueAsync("both have left", () =>
            Task.FromResult(moderator.OutgoingOf(id).Count(message => message.Type == "CommentRetracted") == 2)
        );
        using var undone = await client.UndoAsync(await other.DecisionIdAsync());
        Assert.Equal(("suspect", true), await UndoneAsync(undone));
        Assert.Equal(["open", "upheld"], await AnswersAsync(id));
    }

    [Fact]
    public async Task No_rule_decides_on_it_and_what_its_author_writes_anew_or_takes_back_or_erases_answers_nobody()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người xem"));
        var (corrected, withdrawn, erased) = (
            await PublishedAsync(client, Make.Unique("bai")),
            await PublishedAsync(client, Make.Unique("bai")),
            await PublishedAsync(client, Make.Unique("bai"))
        );
        foreach (var published in new[] { corrected, withdrawn, erased })
            await ReportAsync(published, Make.Unique("nguoi"));

        await moderator.SendAsync(Make.Classified(corrected.CommentId, toxicity: 0.99f));
        var later = corrected with { Revision = 2, Text = Make.Text("Tôi đã viết lại cho đúng.") };
        await moderator.SendAsync(later);
        await moderator.SendAsync(Make.Classified(corrected.CommentId, revision: 2));
        await Eventually.IsTrueAsync("the correction waits", async () =>
            await moderator.StatusOfAsync(corrected.CommentId) == "pending"
        );
        var item = await CommentAsync(client, corrected.CommentId);
        Assert.True(item.GetProperty("earlier").GetProperty("published").GetBoolean());
        Assert.Equal(1, item.GetProperty("reports").GetProperty("count").GetInt32());
        using var approved = await client.DecideAsync(corrected.CommentId, "approve", revision: 2);
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);

        await moderator.SendAsync(
            new CommentWithdrawn
            {
                CommentId = withdrawn.CommentId,
                Revision = 1,
                ArticleId = withdrawn.Article.Id,
                WithdrawnAt = TimeProvider.System.GetUtcNow(),
            }
        );
        await moderator.SendAsync(
            new CommentErased
            {
                CommentId = erased.CommentId,
                Revision = 1,
                ErasedAt = TimeProvider.System.GetUtcNow(),
            }
        );
        foreach (var gone in new[] { withdrawn, erased })
            await Eventually.IsTrueAsync("it is withdrawn", async () =>
                await moderator.StatusOfAsync(gone.CommentId) == "withdrawn"
            );
        Assert.Equal(["lapsed"], await AnswersAsync(corrected.CommentId));
        Assert.Equal(["lapsed"], await AnswersAsync(withdrawn.CommentId));
        Assert.Empty(await AnswersAsync(erased.CommentId));
        await SendAsync(withdrawn, Make.Unique("nguoi"));
        await ReportAsync(corrected, Make.Unique("nguoi"));
        Assert.Equal(["lapsed"], await AnswersAsync(withdrawn.CommentId));
    }

    [Fact]
    public async Task Many_reports_at_once_are_each_counted_and_bring_the_comment_back_once()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người đếm"));
        var published = await PublishedAsync(client, Make.Unique("bai"));
        var id = published.CommentId;
        var readers = Enumerable.Range(0, 30).Select(_ => Make.Unique("nguoi")).ToList();
        await Task.WhenAll(readers.Concat(readers).Select(reader => SendAsync(published, reader)));
        await ReportsBecomeAsync(client, id, readers.Count);
        Assert.Equal(
            readers.Count,
            await moderator.ReadAsync<double>("SELECT report_weight FROM comments WHERE id = @id", new { id }),
            tolerance: 1e-3
        );
        Assert.Equal(["approve", "report"], await OutcomesAsync(client, id));
        using var undone = await client.UndoAsync(
            await moderator.ReadAsync<Guid>("SELECT id FROM decisions WHERE comment_id = @id AND outcome = 'report'", new { id })
        );
        Assert.Equal((HttpStatusCode.Conflict, "nothing-to-undo"), (undone.StatusCode, await undone.CodeAsync()));
    }

    [Fact]
    public async Task A_mask_on_what_is_reported_is_published_in_the_place_of_what_was()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người che"));
        var published = await PublishedAsync(client, Make.Unique("bai"), "Gọi cho tôi theo số 0912 345 678 nhé.");
        var id = published.CommentId;
        await ReportAsync(published, Make.Unique("nguoi"), RejectReason.PersonalData);
        using var masked = await client.PostAsJsonAsync(
            $"/api/comments/{id}/decision",
            new
            {
                outcome = "approve",
                revision = 1,
                mask = true,
            }
        );
        Assert.True((await masked.JsonAsync()).TryGetProperty("undoUntil", out _));
        await Eventually.IsTrueAsync("what was published is replaced", async () =>
        {
            await moderator.LeftAsync(id, "CommentApproved");
            return moderator.OutgoingOf(id)[^1].Message.GetRawText().Contains("•••", StringComparison.Ordinal);
        });
    }

    /// <summary>What was answered long ago is forgotten, and weighs no more.</summary>
    [Fact]
    public async Task Old_answers_are_forgotten()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người quên"));
        var (old, open) = (await PublishedAsync(client, Make.Unique("bai")), await PublishedAsync(client, Make.Unique("bai")));
        await ReportAsync(old, Make.Unique("nguoi"));
        await ReportAsync(open, Make.Unique("nguoi"));
        using var kept = await client.DecideAsync(old.CommentId, "approve");
        await moderator.ExecuteAsync(
            """
            UPDATE reports SET reported_at = reported_at - interval '181 days', answered_at = answered_at - interval '181 days'
            WHERE comment_id IN (@Old, @Open)
            """,
            new { Old = old.CommentId, Open = open.CommentId }
        );
        await Eventually.IsTrueAsync("it is forgotten", async () => (await AnswersAsync(old.CommentId)).Length == 0);
        Assert.Equal(["open"], await AnswersAsync(open.CommentId));
    }

    private async Task<CommentSubmitted> PublishedAsync(HttpClient client, string article, string content = "Cầu mới thông xe.")
    {
        var submitted = Make.Under(article, content: content, phone: Make.Unique("so"));
        await moderator.QueueAsync(submitted);
        using var approved = await client.DecideAsync(submitted.CommentId, "approve");
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        await moderator.LeftAsync(submitted.CommentId, "CommentApproved");
        return submitted;
    }

    private async Task ReportAsync(CommentSubmitted published, string reporter, RejectReason reason = RejectReason.Spam)
    {
        await SendAsync(published, reporter, reason);
        await Eventually.IsTrueAsync("it is reported", async () =>
            await moderator.StatusOfAsync(published.CommentId) == "reported"
        );
    }

    private Task SendAsync(CommentSubmitted published, string reporter, RejectReason reason = RejectReason.Spam) =>
        moderator.SendAsync(
            new CommentReported
            {
                CommentId = published.CommentId,
                Revision = published.Revision,
                Reporter = reporter,
                Reason = reason,
                ReportedAt = TimeProvider.System.GetUtcNow(),
            }
        );

    private static Task ReportsBecomeAsync(HttpClient client, Guid id, int count) =>
        Eventually.IsTrueAsync(
            $"{count} readers report it",
            async () => (await ReportsOfAsync(client, id)).GetProperty("count").GetInt32() == count
        );

    private static async Task<JsonElement> CommentAsync(HttpClient client, Guid id) =>
        (await client.ReadAsync($"/api/comments/{id}")).GetProperty("comment");

    private static async Task<JsonElement> ReportsOfAsync(HttpClient client, Guid id) =>
        (await CommentAsync(client, id)).GetProperty("reports");

    private static async Task<IEnumerable<string?>> OutcomesAsync(HttpClient client, Guid id) =>
        (await client.ReadAsync($"/api/comments/{id}"))
            .GetProperty("history")
            .EnumerateArray()
            .Select(line => line.GetProperty("outcome").GetString())
            .SkipWhile(outcome => outcome == "hold");

    private static async Task<(string? Queue, bool Retracted)> UndoneAsync(HttpResponseMessage response)
    {
        var answer = await response.JsonAsync();
        return (answer.GetProperty("queue").GetString(), answer.GetProperty("retracted").GetBoolean());
    }

    private Task<string[]> AnswersAsync(Guid id) =>
        moderator.ReadAsync<string[]>(
            "SELECT coalesce(array_agg(status ORDER BY status), '{}') FROM reports WHERE comment_id = @id",
            new { id }
        );
}
