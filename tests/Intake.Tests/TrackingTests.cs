using System.Net;
using System.Text.Json.Nodes;
using Moderation.Contracts;
using Moderation.Testing;
using Xunit;
using static Moderation.Intake.Tests.Decisions;

namespace Moderation.Intake.Tests;

public class TrackingTests(IntakeUnderTest intake)
{
    [Fact]
    public async Task A_comment_waits_until_it_is_decided()
    {
        var (id, track) = await intake.SubmitAsync();
        var page = await GetAsync(track);
        Assert.Equal(200, page.Status);
        Assert.Contains("<html lang=\"vi\">", page.Body, StringComparison.Ordinal);
        Assert.Contains("Đang chờ duyệt", page.Body, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", (await GetAsync(track + "?lang=en")).Body, StringComparison.Ordinal);
        Assert.Contains("Waiting for review", (await GetAsync(track + "?lang=en")).Body, StringComparison.Ordinal);

        var state = (await GetAsync(track, "application/json")).Json;
        Assert.Equal(
            [
                "id",
                "articleId",
                "status",
                "reason",
                "vi",
                "en",
                "submittedAt",
                "decidedAt",
                "edited",
                "shown",
                "decidedBy",
                "rule",
                "appeal",
                "erasureAskedAt",
                "erasureDoneAt",
                "revision",
                "decidedRevision",
                "articleHeadline",
                "correctableUntil",
                "mailNotices",
                "browsers",
            ],
            state.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal(id, state.GetProperty("id").GetGuid());
        Assert.Equal("pending", state.GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_approved_comment_is_shown_as_published_with_its_article()
    {
        var comment = Comments.With(
            "article",
            new JsonObject { ["headline"] = "Cầu mới", ["url"] = "https://bao.example.vn/cau?a=1&b=2" }
        );
        var (id, track) = await intake.SubmitAsync(comment);
        await intake.PublishAsync(Approved(id, 1));
        await StatusBecomesAsync(track, "approved");
        var page = await GetAsync(track);
        Assert.Contains("Đã đăng", Text(page), StringComparison.Ordinal);
        Assert.Contains(
            "<a href=\"https://bao.example.vn/cau?a=1&amp;b=2\" rel=\"noreferrer\">",
            page.Body,
            StringComparison.Ordinal
        );
        Assert.Equal(Decided, (await GetAsync(track, "application/json")).Json.GetProperty("decidedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task An_edited_comment_is_shown_as_published_and_edited_with_what_was_sent()
    {
        var (id, track) = await intake.SubmitAsync();
        await intake.PublishAsync(Approved(id, 1) with { Edited = true });
        await StatusBecomesAsync(track, "approved");
        var page = Text(await GetAsync(track));
        Assert.Contains("Đã đăng, có biên tập", page, StringComparison.Ordinal);
        Assert.Contains("Dưới đây là bản bạn đã gửi.", page, StringComparison.Ordinal);
        Assert.True((await GetAsync(track, "application/json")).Json.GetProperty("edited").GetBoolean());

        await intake.PublishAsync(Retracted(id, 2));
        await StatusBecomesAsync(track, "retracted");
        Assert.False((await GetAsync(track, "application/json")).Json.GetProperty("edited").GetBoolean());
    }

    [Theory]
    [InlineData(RejectReason.Spam, "spam", "Lý do: quảng cáo hoặc spam.", "Reason: advertising or spam.")]
    [InlineData(RejectReason.PersonalAttack, "personalAttack", "Lý do: công kích cá nhân.", "Reason: personal attack.")]
    [InlineData(RejectReason.HateSpeech, "hateSpeech", "Lý do: ngôn từ thù ghét.", "Reason: hate speech.")]
    [InlineData(RejectReason.Obscenity, "obscenity", "Lý do: ngôn từ tục tĩu.", "Reason: obscene language.")]
    [InlineData(RejectReason.Misinformation, "misinformation", "Lý do: thông tin sai sự thật.", "Reason: false information.")]
    [InlineData(RejectReason.OffTopic, "offTopic", "Lý do: không liên quan đến bài viết.", "Reason: not about the article.")]
    [InlineData(RejectReason.PersonalData, "personalData", "Lý do: để lộ thông tin cá nhân.", "Reason: discloses personal data.")]
    [InlineData(RejectReason.Illegal, "illegal", "Lý do: vi phạm pháp luật.", "Reason: against the law.")]
    public async Task A_rejected_comment_is_shown_with_its_reason_in_words(RejectReason reason, string code, string vi, string en)
    {
        var (id, track) = await intake.SubmitAsync();
        await intake.PublishAsync(Rejected(id, 1, reason));
        await StatusBecomesAsync(track, "rejected");
        var state = (await GetAsync(track, "application/json")).Json;
        Assert.Equal(code, state.GetProperty("reason").GetString());
        Assert.Equal(vi, state.GetProperty("vi").GetString());
        Assert.Equal(en, state.GetProperty("en").GetString());
        Assert.Contains(vi, Text(await GetAsync(track)), StringComparison.Ordinal);
        Assert.Contains(en, (await GetAsync(track + "?lang=en")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_says_whether_a_person_or_a_rule_decided_and_which_as_far_as_it_is_told()
    {
        var rule = new Words("Có từ <cấm>", "Banned <words>");
        foreach (
            var (automatic, named, decidedBy, told) in new (bool?, Words?, string?, string)[]
            {
                (false, null, "person", "Một kiểm duyệt viên của tòa soạn đã quyết định."),
                (true, rule, "rule", "không có người xem: “Có từ <cấm>”."),
                (true, null, "rule", "Quy tắc tự động của tòa soạn đã quyết định, không có người xem."),
                (null, null, null, "Lý do: quảng cáo hoặc spam."),
            }
        )
        {
            var (id, track) = await intake.SubmitAsync();
            await intake.PublishAsync(Rejected(id, 1, RejectReason.Spam) with { Automatic = automatic, Rule = named });
            await StatusBecomesAsync(track, "rejected");
            var state = (await GetAsync(track, "application/json")).Json;
            Assert.Equal(decidedBy, state.GetProperty("decidedBy").GetString());
            Assert.Contains(told, Text(await GetAsync(track)), StringComparison.Ordinal);

            await intake.PublishAsync(Approved(id, 2));
            await StatusBecomesAsync(track, "approved");
            Assert.Null((await GetAsync(track, "application/json")).Json.GetProperty("decidedBy").GetString());
        }
    }

    [Fact]
    public async Task A_retracted_comment_is_said_to_be_taken_down_and_one_that_was_rejected_waits_again()
    {
        var (shown, rejected) = (await intake.ShowAsync(IntakeUnderTest.NewArticle()), await intake.SubmitAsync());
        await intake.PublishAsync(Rejected(rejected.Id, 1, RejectReason.Spam));
        await StatusBecomesAsync(rejected.Track, "rejected");
        await intake.PublishAsync(Retracted(shown.Id, 2));
        await intake.PublishAsync(Retracted(rejected.Id, 2) with { WasRejected = true });

        await StatusBecomesAsync(shown.Track, "retracted");
        await StatusBecomesAsync(rejected.Track, "pending");
        Assert.Contains("Đã gỡ", Text(await GetAsync(shown.Track)), StringComparison.Ordinal);
        Assert.Contains("Taken down", (await GetAsync(shown.Track + "?lang=en")).Body, StringComparison.Ordinal);
        Assert.Contains("Đang chờ duyệt", Text(await GetAsync(rejected.Track)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retraction_that_overtakes_its_approval_says_taken_down_too()
    {
        var (id, track) = await intake.SubmitAsync();
        await intake.PublishAsync(Retracted(id, 2));
        await intake.PublishAsync(Approved(id, 1));
        await AllDecisionsAreReadAsync();
        Assert.Equal("retracted", await StatusAsync(track));
    }

    [Fact]
    public async Task Decisions_in_any_order_end_at_the_newest()
    {
        var comments = new List<(Guid Id, string Track)>();
        foreach (var order in new int[][] { [1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1], [3, 3, 1, 1, 2] })
        {
            var comment = await intake.SubmitAsync();
            comments.Add(comment);
            foreach (var version in order)
                await (
                    version switch
                    {
                        1 => intake.PublishAsync(Approved(comment.Id, 1)),
                        2 => intake.PublishAsync(Retracted(comment.Id, 2)),
                        _ => intake.PublishAsync(Rejected(comment.Id, 3, RejectReason.OffTopic)),
                    }
                );
        }

        foreach (var (_, track) in comments)
            await StatusBecomesAsync(track, "rejected");
        await AllDecisionsAreReadAsync();
        foreach (var (_, track) in comments)
            Assert.Equal("rejected", await StatusAsync(track));
    }

    [Fact]
    public async Task An_equal_version_changes_nothing()
    {
        var (id, track) = await intake.SubmitAsync();
        await intake.PublishAsync(Approved(id, 4));
        await StatusBecomesAsync(track, "approved");
        await intake.PublishAsync(Rejected(id, 4, RejectReason.Spam));
        await AllDecisionsAreReadAsync();
        Assert.Equal("approved", await StatusAsync(track));
    }

    [Fact]
    public async Task A_decision_on_an_unknown_comment_is_ignored_and_logged_by_id()
    {
        var unknown = Guid.CreateVersion7();
        await intake.PublishAsync(Approved(unknown, 1));
        await Eventually.IsTrueAsync("the unknown id is logged", () =>
            Task.FromResult(intake.Logs.Text.Contains(unknown.ToString(), StringComparison.Ordinal))
        );
        Assert.DoesNotContain("văn bản công khai", intake.Logs.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("x")]
    [InlineData("%3Cscript%3E")]
    public async Task An_unknown_link_is_not_found(string token)
    {
        var page = await GetAsync("/track/" + token);
        Assert.Equal(404, page.Status);
        Assert.Contains("Không tìm thấy bình luận", Text(page), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Body, StringComparison.OrdinalIgnoreCase);
        var problem = await GetAsync("/track/" + token, "application/json");
        Assert.Equal(404, problem.Status);
        Assert.Equal("unknown-link", problem.Problem);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    public async Task The_page_is_kept_from_caches_referrers_and_search_engines(string? accept)
    {
        var (_, track) = await intake.SubmitAsync();
        var headers = (await GetAsync(track, accept)).Response.Headers;
        Assert.Equal("no-store", headers.CacheControl!.ToString());
        Assert.Equal(["same-origin"], headers.GetValues("Referrer-Policy"));
        Assert.Equal(["noindex"], headers.GetValues("X-Robots-Tag"));
        Assert.Equal(["nosniff"], headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task The_page_runs_no_script_and_takes_its_style_from_this_service()
    {
        var (_, track) = await intake.SubmitAsync();
        var page = await GetAsync(track);
        var policy = page.Response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page.Body, StringComparison.Ordinal);
        var style = await GetAsync("/intake.css");
        Assert.Equal(200, style.Status);
        Assert.Equal("text/css", style.Response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_link_is_kept_in_a_list_of_the_browsers_own_of_which_the_service_hears_nothing()
    {
        var (_, track) = await intake.SubmitAsync();
        Assert.Contains($"href=\"../track#{track.Split('/')[^1]}\"", (await GetAsync(track)).Body, StringComparison.Ordinal);
        var page = await GetAsync("/track");
        Assert.Equal(200, page.Status);
        Assert.Contains("script-src 'self'", page.Response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("no-store", page.Response.Headers.CacheControl!.ToString());
        Assert.Contains("<noscript>", page.Body, StringComparison.Ordinal);
        Assert.Contains("<h1 id=\"heading\" tabindex=\"-1\">My comments</h1>", (await GetAsync("/track?lang=en")).Body);
        foreach (var script in new[] { "own-comments.js", "own-store.js" })
            Assert.Equal("text/javascript", (await GetAsync("/" + script)).Response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("title")]
    [InlineData("content")]
    [InlineData("article.headline")]
    public async Task Hostile_text_is_shown_as_text(string field)
    {
        const string payload = """'"><script>f(1)</script><img src=x onerror=f(2)>&lt;""";
        var comment = Comments.Valid();
        comment["article"] = new JsonObject { ["url"] = "https://bao.example.vn/\"onmouseover=\"alert(1)" };
        if (field == "article.headline")
            comment["article"]!["headline"] = payload;
        else
            comment[field] = payload;
        var (_, track) = await intake.SubmitAsync(comment);
        var page = await GetAsync(track);
        Assert.Equal(200, page.Status);
        Assert.DoesNotContain("<script", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"onmouseover", page.Body, StringComparison.Ordinal);
        Assert.Contains(payload, Text(page), StringComparison.Ordinal);
    }

    private static string Text(Answer page) => WebUtility.HtmlDecode(page.Body);

    private Task<Answer> GetAsync(string path, string? accept = null) => intake.TrackAsync(path, accept);

    private async Task<string?> StatusAsync(string track) =>
        (await GetAsync(track, "application/json")).Json.GetProperty("status").GetString();

    private Task StatusBecomesAsync(string track, string status) => intake.StatusBecomesAsync(track, status);

    /// <summary>Messages of one queue are taken in order, so once this late one counts, earlier ones were looked at.</summary>
    private async Task AllDecisionsAreReadAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            var (id, track) = await intake.SubmitAsync();
            await intake.PublishAsync(Approved(id, 1));
            await StatusBecomesAsync(track, "approved");
        }
    }
}
