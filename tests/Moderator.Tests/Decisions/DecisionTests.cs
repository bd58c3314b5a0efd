using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Decisions;

public sealed class DecisionTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task An_approval_leaves_after_the_grace_with_everything_public()
    {
        using var client = await moderator.SignedInAsync("Người duyệt");
        var id = await moderator.QueueAsync();

        using var response = await client.DecideAsync(id, "approve", note: "Ý kiến hay");

        var answer = await response.JsonAsync();
        var decision = answer.GetProperty("decision");
        Assert.Equal(2, decision.GetProperty("version").GetInt32());
        Assert.Equal(
            ModeratorFixture.Grace,
            answer.GetProperty("undoUntil").GetDateTimeOffset() - decision.GetProperty("decidedAt").GetDateTimeOffset()
        );
        Assert.Empty(moderator.OutgoingOf(id));
        var approved = await moderator.LeftAsync(id, "CommentApproved");
        Assert.Equal(2, approved.Version);
        Assert.Equal("cau-vinh-tuy-2", approved.Message.GetProperty("articleId").GetString());
        Assert.Equal("Trần Bình", approved.Message.GetProperty("text").GetProperty("name").GetString());
        Assert.Equal(1, approved.Message.GetProperty("revision").GetInt32());
        Assert.DoesNotContain("****", approved.Message.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Ý kiến hay", approved.Message.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_brings_the_decision_as_the_history_has_it()
    {
        using var client = await moderator.SignedInAsync("Người đọc câu trả lời");
        var id = await moderator.QueueAsync();

        using var rejected = await client.DecideAsync(id, "reject", reason: "spam", note: "Quảng cáo");
        var rejection = await DecisionOfAsync(rejected);
        using var changed = await client.PostAsJsonAsync($"/api/decisions/{IdOf(rejection)}/reason", new { reason = "offTopic" });
        var change = await DecisionOfAsync(changed);
        using var undone = await client.UndoAsync(IdOf(change));
        var undo = await DecisionOfAsync(undone);
        var edit = new { title = "Tiêu đề do biên tập đặt" };
        using var edited = await client.PostAsJsonAsync(
            $"/api/comments/{id}/decision",
            new
            {
                outcome = "approve",
                revision = 1,
                edit,
            }
        );
        var approval = await DecisionOfAsync(edited);

        var history = (await client.ReadAsync($"/api/comments/{id}")).GetProperty("history").EnumerateArray().Skip(1);
        Assert.Equal(
            history.Select(decision => decision.GetRawText()),
            new[] { rejection, change, undo, approval }.Select(decision => decision.GetRawText())
        );

        static async Task<JsonElement> DecisionOfAsync(HttpResponseMessage answer) =>
            (await answer.JsonAsync()).GetProperty("decision");

        static Guid IdOf(JsonElement decision) => decision.GetProperty("id").GetGuid();
    }

    [Fact]
    public async Task The_public_text_is_composed_and_shows_all_that_it_holds()
    {
        using var client = await moderator.SignedInAsync("Người đọc kỹ");
        var id = await moderator.QueueAsync(Make.Text("n\u200Bg\u202Eu thật, ho\u0300a bình"));

        using var response = await client.DecideAsync(id, "approve");

        var approved = await moderator.LeftAsync(id, "CommentApproved");
        Assert.Equal("ngu thật, hòa bình", approved.Message.GetProperty("text").GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_rejection_leaves_with_its_reason()
    {
        using var client = await moderator.SignedInAsync("Người từ chối");
        var id = await moderator.QueueAsync(toxicity: 0.95f);

        using var response = await client.DecideAsync(id, "reject", reason: "personalAttack");

        Assert.Equal("rejected", (await response.JsonAsync()).GetProperty("queue").GetString());
        var rejected = await moderator.LeftAsync(id, "CommentRejected");
        Assert.Equal("personalAttack", rejected.Message.GetProperty("reason").GetString());
        Assert.False(rejected.Message.GetProperty("automatic").GetBoolean());
        Assert.False(rejected.Message.TryGetProperty("rule", out _));
    }

    [Fact]
    public async Task Holding_moves_a_comment_among_the_suspect_ones_and_tells_nobody()
    {
        using var client = await moderator.SignedInAsync("Người giữ");
        var id = await moderator.QueueAsync();

        using var response = await client.DecideAsync(id, "hold", note: "Hỏi ban thư ký");

        var answer = await response.JsonAsync();
        Assert.Equal("suspect", answer.GetProperty("queue").GetString());
        Assert.False(answer.TryGetProperty("undoUntil", out _));
        using var undone = await client.UndoAsync(answer.GetProperty("decision").GetProperty("id").GetGuid());
        Assert.Equal("pending", (await undone.JsonAsync()).GetProperty("queue").GetString());
        Assert.Equal(
            0,
            await moderator.ReadAsync<long>(
                "SELECT count(*) FROM outbox WHERE body LIKE '%' || @id || '%'",
                new { id = id.ToString() }
            )
        );
    }

    [Fact]
    public async Task Two_who_decide_at_once_are_told_apart_and_the_second_learns_who_was_first()
    {
        using var an = await moderator.SignedInAsync("Nguyễn An");
        using var binh = await moderator.SignedInAsync("Lê Bình");
        var id = await moderator.QueueAsync();

        var answers = await Task.WhenAll(an.DecideAsync(id, "approve"), binh.DecideAsync(id, "reject", reason: "spam"));

        var lost = Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Conflict);
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        var problem = await lost.JsonAsync();
        Assert.Equal("already-decided", problem.GetProperty("code").GetString());
        var winner = lost == answers[0] ? "Lê Bình" : "Nguyễn An";
        Assert.Equal(winner, problem.GetProperty("decision").GetProperty("moderator").GetString());
        Assert.Contains(winner, problem.GetProperty("vi").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, await moderator.ReadAsync<long>("SELECT count(*) FROM decisions WHERE comment_id = @id", new { id }));
    }

    [Fact]
    public async Task A_decision_on_an_older_revision_is_refused()
    {
        using var client = await moderator.SignedInAsync("Người xem bản cũ");
        var id = await moderator.QueueAsync();
        await moderator.SendAsync(Make.Submitted(Make.Text("Đã sửa lại."), id, revision: 2));
        await Eventually.IsTrueAsync("the second revision is there", () =>
            moderator.ReadAsync<bool>("SELECT EXISTS (SELECT FROM comments WHERE id = @id AND revision = 2)", new { id })
        );

        using var response = await client.DecideAsync(id, "approve", revision: 1);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var problem = await response.JsonAsync();
        Assert.Equal("other-revision", problem.GetProperty("code").GetString());
        Assert.Equal(2, problem.GetProperty("revision").GetInt32());
    }

    [Fact]
    public async Task An_undo_within_the_grace_recalls_the_message()
    {
        using var client = await moderator.SignedInAsync("Người đổi ý sớm");
        var id = await moderator.QueueAsync(toxicity: 0.7f);
        using var decided = await client.DecideAsync(id, "approve");

        using var undone = await client.UndoAsync(await decided.DecisionIdAsync());

        var answer = await undone.JsonAsync();
        Assert.False(answer.GetProperty("retracted").GetBoolean());
        Assert.Equal("suspect", answer.GetProperty("queue").GetString());
        Assert.Equal(3, answer.GetProperty("decision").GetProperty("version").GetInt32());
        // A later decision passes, so nothing of the first is on its way.
        using var again = await client.DecideAsync(id, "reject", reason: "spam");
        await moderator.LeftAsync(id, "CommentRejected");
        Assert.Equal("CommentRejected", Assert.Single(moderator.OutgoingOf(id)).Type);
    }

    [Fact]
    public async Task An_undo_of_what_was_sent_in_vain_takes_it_back_and_a_retraction_follows_for_the_broker_may_have_it()
    {
        using var client = await moderator.SignedInAsync("Người đổi ý lúc mạng hỏng");
        var id = await moderator.QueueAsync();
        using var decided = await client.DecideAsync(id, "approve");
        var decisionId = await decided.DecisionIdAsync();
        await moderator.ExecuteAsync("UPDATE outbox SET attempts = 1 WHERE id = @decisionId", new { decisionId });

        using var undone = await client.UndoAsync(decisionId);

        Assert.True((await undone.JsonAsync()).GetProperty("retracted").GetBoolean());
        await moderator.LeftAsync(id, "CommentRetracted");
        Assert.Equal("CommentRetracted", Assert.Single(moderator.OutgoingOf(id)).Type);
    }

    [Fact]
    public async Task An_undo_after_the_grace_sends_a_retraction_with_a_higher_version()
    {
        using var client = await moderator.SignedInAsync("Người đổi ý muộn");
        var id = await moderator.QueueAsync();
        using var decided = await client.DecideAsync(id, "approve");
        var approved = await moderator.LeftAsync(id, "CommentApproved");

        using var undone = await client.UndoAsync(await decided.DecisionIdAsync());

        Assert.True((await undone.JsonAsync()).GetProperty("retracted").GetBoolean());
        var retracted = await moderator.LeftAsync(id, "CommentRetracted");
        Assert.True(retracted.Version > approved.Version);
        Assert.False(retracted.Message.GetProperty("wasRejected").GetBoolean());
        Assert.Equal("pending", await moderator.StatusOfAsync(id));
    }

    [Fact]
    public async Task Only_the_latest_decision_can_be_undone_and_only_once()
    {
        using var client = await moderator.SignedInAsync("Người hoàn tác hai lần");
        var id = await moderator.QueueAsync();
        using var decided = await client.DecideAsync(id, "approve");
        var decisionId = await decided.DecisionIdAsync();

        var answers = await Task.WhenAll(client.UndoAsync(decisionId), client.UndoAsync(decisionId));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        var refused = Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Conflict);
        Assert.Equal("undo", (await refused.JsonAsync()).GetProperty("decision").GetProperty("outcome").GetString());
        using var unknown = await client.UndoAsync(Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_rules_hold_cannot_be_undone()
    {
        using var client = await moderator.SignedInAsync("Người thử hoàn tác máy");
        var id = await moderator.QueueAsync();
        var hold = await moderator.ReadAsync<Guid>("SELECT id FROM decisions WHERE comment_id = @id", new { id });

        using var response = await client.UndoAsync(hold);

        Assert.Equal("nothing-to-undo", await response.CodeAsync());
    }

    [Fact]
    public async Task An_undo_on_a_comment_without_scores_leaves_it_to_people_when_they_come()
    {
        using var client = await moderator.SignedInAsync("Người nhanh tay");
        var submitted = Make.Submitted();
        await moderator.SendAsync(submitted);
        await Eventually.IsTrueAsync("the text is there", async () =>
            await moderator.StatusOfAsync(submitted.CommentId) == "awaitingScores"
        );
        using var approved = await client.DecideAsync(submitted.CommentId, "approve");

        using var undone = await client.UndoAsync(await approved.DecisionIdAsync());
        await moderator.SendAsync(Make.Classified(submitted.CommentId));
        await Eventually.IsTrueAsync("the scores are there", async () =>
            await moderator.ReadAsync<bool>("SELECT scored_at IS NOT NULL FROM comments WHERE id = @CommentId", submitted)
        );

        Assert.Equal("unscored", (await undone.JsonAsync()).GetProperty("queue").GetString());
        Assert.Equal("unscored", await moderator.StatusOfAsync(submitted.CommentId));
        Assert.Equal(
            2,
            await moderator.ReadAsync<long>("SELECT count(*) FROM decisions WHERE comment_id = @CommentId", submitted)
        );
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_decision_is_said_at_once_in_both_languages()
    {
        using var client = await moderator.SignedInAsync("Người gõ sai");
        var id = await moderator.QueueAsync();

        using var response = await client.PostAsJsonAsync(
            $"/api/comments/{id}/decision",
            new
            {
                outcome = "publish",
                reason = "dull",
                note = new string('â', 1_001),
            }
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await response.JsonAsync()).GetProperty("errors");
        foreach (
            var (field, code) in new[]
            {
                ("outcome", "outcome-unknown"),
                ("reason", "reason-unknown"),
                ("note", "note-too-long"),
                ("revision", "revision-required"),
            }
        )
        {
            Assert.Equal(code, errors.GetProperty(field)[0].GetProperty("code").GetString());
            Assert.NotEqual(
                errors.GetProperty(field)[0].GetProperty("vi").GetString(),
                errors.GetProperty(field)[0].GetProperty("en").GetString()
            );
        }
    }

    [Theory]
    [InlineData("""{"outcome":"reject","revision":1}""", "reason-required")]
    [InlineData("""{"outcome":"approve","reason":"spam","revision":1}""", "reason-unexpected")]
    [InlineData("""{"outcome":"hold","note":"a\u0000b","revision":1}""", "note-invalid")]
    [InlineData("""{"outcome":"hold","revision":1,"approvedBy":"me"}""", "malformed-request")]
    [InlineData("""{"outcome":"hold","revision":""", "malformed-request")]
    public async Task A_malformed_decision_is_refused_and_changes_nothing(string body, string code)
    {
        using var client = await moderator.SignedInAsync("Người gửi lạ");
        var id = await moderator.QueueAsync();

        using var response = await client.PostAsync(
            $"/api/comments/{id}/decision",
            new StringContent(body, null, "application/json")
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(
            code,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.Equal("pending", await moderator.StatusOfAsync(id));
    }

    [Theory]
    [InlineData("0197a000-0000-7000-8000-000000000000")]
    [InlineData("not-an-id")]
    [InlineData("1 OR 1=1")]
    public async Task An_unknown_comment_is_not_found(string id)
    {
        using var client = await moderator.SignedInAsync("Người tìm lạc");

        using var decided = await client.PostAsJsonAsync(
            $"/api/comments/{Uri.EscapeDataString(id)}/decision",
            new { outcome = "approve", revision = 1 }
        );
        using var read = await client.GetAsync($"/api/comments/{Uri.EscapeDataString(id)}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (decided.StatusCode, read.StatusCode));
        Assert.Equal("application/problem+json", read.Content.Headers.ContentType?.MediaType);
    }
}
