using System.Net;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Dapper;
using Xunit;

namespace Moderation.ArticleSite.Tests;

public class WebhookTests(SiteFixture site)
{
    private const string Article = "trieu-cuong-ngap-ben-da";
    private const string Path = "/bai-viet/" + Article;

    [Fact]
    public async Task An_approved_comment_is_shown_with_name_title_time_and_content()
    {
        var comment = new Approval(Article, "Nước rút rồi, cảm ơn các anh sửa xe.") { Name = "Lê Thị Hoài", Title = "Cảm ơn" };

        await site.ShowAsync(comment);

        var page = await site.PageAsync(Path);
        Assert.Contains($"id=\"bl-{comment.Id}\"", page);
        Assert.All([comment.Name, comment.Title, comment.Content, "24/11/2026, 10:05"], part => Assert.Contains(part, page));
    }

    [Fact]
    public async Task An_edited_comment_is_marked_and_others_are_not()
    {
        var edited = new Approval("san-truong-khong-dien-thoai", "Lời đã sửa.") { Edited = true };
        await site.ShowAsync(edited);
        await site.ShowAsync(new Approval(edited.ArticleId, "Lời để nguyên.") { Edited = false, ParentId = edited.Id });
        await site.ShowAsync(new Approval(edited.ArticleId, "Lời từ bản gửi cũ.") { ParentId = edited.Id });

        var marked = await site.PageAsync($"/bai-viet/{edited.ArticleId}/binh-luan/{edited.Id}");
        await site.ShowAsync(edited with { Content = "Lời như đã viết.", Edited = null, Version = 2 });
        var unmarked = await site.PageAsync($"/bai-viet/{edited.ArticleId}/binh-luan/{edited.Id}");

        Assert.Equal(
            1,
            Regex.Count(
                marked,
                "title=\"Tòa soạn đã biên tập bình luận này\">đã biên tập<",
                RegexOptions.None,
                TimeSpan.FromSeconds(5)
            )
        );
        Assert.Contains("Lời như đã viết.", unmarked);
        Assert.DoesNotContain("đã biên tập", unmarked);
    }

    [Fact]
    public async Task The_newsrooms_answer_has_a_badge_in_words_that_no_name_can_fake()
    {
        var thread = new Approval(Article, "Bao giờ hết ngập?") { Name = "Tòa soạn</bdi><span class=\"comment-badge\">" };
        var answer = new Approval(Article, "Chiều nay.") { ParentId = thread.Id, Badge = "newsroom", Name = "Ban biên tập" };
        await site.ShowAsync(thread);
        await site.ShowAsync(answer);
        await site.ShowAsync(new Approval(Article, "Dấu lạ.") { ParentId = thread.Id, Badge = "constructor" });
        await site.ShowAsync(new Approval(Article, "Tôi viết bài này.") { ParentId = thread.Id, Badge = "author" });

        var page = await site.PageAsync($"{Path}/binh-luan/{thread.Id}");

        Assert.Equal(2, Regex.Count(page, "<span class=\"comment-badge\">", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.Contains("<span class=\"comment-badge\">Tác giả</span>", page);
        Assert.Contains("<span class=\"comment-badge\">Tòa soạn</span>", page);
        Assert.Single(Regex.Matches(page, "https://schema.org/Organization", RegexOptions.None, TimeSpan.FromSeconds(5)));
        // As search engines read it: an article with a comment, and the replies are comments on that.
        Assert.Single(Regex.Matches(page, "itemref=", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.Contains($"itemref=\"tra-loi-{thread.Id}\"", page);
        Assert.Contains($"<ol class=\"replies\" id=\"tra-loi-{thread.Id}\"", page);
        Assert.Contains("itemtype=\"https://schema.org/NewsArticle\"", page);
        var whole = await site.PageAsync(Path);
        Assert.Contains("itemtype=\"https://schema.org/NewsArticle\" itemref=\"binh-luan\"", whole);
        Assert.Contains($"id=\"bl-{thread.Id}\"", whole);

        await site.ShowAsync(answer with { Version = 2, Badge = null });
        Assert.DoesNotContain("comment-badge\">Tòa", await site.PageAsync($"{Path}/binh-luan/{thread.Id}"));
    }

    [Fact]
    public async Task What_is_featured_is_marked_and_shown_alone_to_whoever_asks_until_it_is_no_longer()
    {
        const string path = "/bai-viet/san-truong-khong-dien-thoai";
        var plain = new Approval("san-truong-khong-dien-thoai", "Lời thường.");
        var thread = plain with { Id = Guid.CreateVersion7(), Content = "Lời mở đầu." };
        var reply = thread with { Id = Guid.CreateVersion7(), ParentId = thread.Id, Content = "Lời hay.", Featured = true };
        await site.ShowAsync(plain);
        Assert.DoesNotContain("noi-bat", await site.PageAsync(path));
        await site.ShowAsync(thread);
        await site.ShowAsync(reply);

        var page = await site.PageAsync(path + "?thu-tu=noi-bat");

        Assert.Contains("★ Nổi bật", page);
        Assert.Contains(thread.Id.ToString(), page);
        Assert.DoesNotContain(plain.Id.ToString(), page);
        Assert.Contains(plain.Id.ToString(), await site.PageAsync(path));
        await site.ShowAsync(reply with { Version = 2, Featured = false });
        Assert.DoesNotContain("Nổi bật", await site.PageAsync(path));
    }

    [Fact]
    public async Task Replies_stand_on_as_many_levels_as_are_set_and_none_is_lost()
    {
        var chain = new List<Approval> { new("san-truong-khong-dien-thoai", "Mở đầu một chuỗi trả lời.") };
        var start = TimeProvider.System.GetUtcNow();
        for (var i = 1; i <= 4; i++)
            chain.Add(
                new(chain[0].ArticleId, $"Trả lời thứ {i}.")
                {
                    Id = Guid.CreateVersion7(start.AddSeconds(i)),
                    ParentId = chain[^1].Id,
                }
            );
        foreach (var comment in chain)
            await site.ShowAsync(comment);
        var path = new Uri($"/bai-viet/{chain[0].ArticleId}/binh-luan/{chain[0].Id}", UriKind.Relative);

        foreach (var (client, lists) in new[] { (site.Client, 1), (site.Demanding, 3) })
        {
            var page = await client.GetStringAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(lists, Regex.Count(page, "<ol class=\"replies\"", RegexOptions.None, TimeSpan.FromSeconds(5)));
            Assert.All(chain, comment => Assert.Contains($"id=\"bl-{comment.Id}\"", page));
        }
    }

    [Theory]
    [MemberData(nameof(Hostile.Texts), MemberType = typeof(Hostile))]
    public async Task Hostile_text_is_encoded_in_every_field(string text)
    {
        var parent = new Approval("vinh-hoa-len-hang-phut-bu-gio", text) { Name = text, Title = text };
        await site.ShowAsync(parent);
        await site.ShowAsync(
            new Approval(parent.ArticleId, text)
            {
                Name = text,
                Title = text,
                ParentId = parent.Id,
            }
        );

        var page = await site.PageAsync($"/bai-viet/{parent.ArticleId}/binh-luan/{parent.Id}");

        Assert.DoesNotContain(text, page);
        Assert.True(
            Regex.Count(
                page,
                Regex.Escape(HtmlEncoder.Create(UnicodeRanges.All).Encode(text)),
                RegexOptions.None,
                TimeSpan.FromSeconds(5)
            ) >= 6
        );
    }

    [Fact]
    public async Task A_forged_signature_is_refused()
    {
        var comment = new Approval(Own(), "Giả mạo");

        using var otherSecret = await site.SendAsync("comment.approved", comment, secret: new byte[32]);
        using var otherBody = await site.SendBodyAsync("{}", signedBody: "{ }");
        using var unsigned = await site.Client.PostAsJsonAsync(
            "/webhooks/comments",
            new { type = "comment.approved", data = comment },
            TestContext.Current.CancellationToken
        );

        Assert.All([otherSecret, otherBody, unsigned], response =>
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode)
        );
        Assert.Equal("webhook-not-genuine", await CodeOf(otherSecret));
        Assert.Null(await StatusOf(comment.Id));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public async Task A_webhook_of_another_time_is_refused(int minutes)
    {
        var comment = new Approval(Own(), "Cũ");

        using var response = await site.SendAsync("comment.approved", comment, age: TimeSpan.FromMinutes(minutes));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("webhook-too-old", await CodeOf(response));
        Assert.Null(await StatusOf(comment.Id));
    }

    [Fact]
    public async Task A_replay_changes_nothing()
    {
        var comment = new Approval(Own(), "Một lần");

        await site.ShowAsync(comment);
        await site.ShowAsync(comment);

        Assert.Equal(("shown", 1, "Một lần"), await StatusOf(comment.Id));
    }

    [Fact]
    public async Task A_newer_version_replaces_the_text_and_an_older_one_does_not()
    {
        var comment = new Approval(Own(), "Bản ba") { Version = 3, Revision = 2 };

        await site.ShowAsync(comment);
        await site.ShowAsync(comment with { Content = "Bản hai", Version = 2 });
        Assert.Equal(("shown", 3, "Bản ba"), await StatusOf(comment.Id));

        await site.ShowAsync(comment with { Content = "Bản bốn", Version = 4 });
        Assert.Equal(("shown", 4, "Bản bốn"), await StatusOf(comment.Id));
    }

    [Fact]
    public async Task A_retracted_comment_leaves_no_text_and_its_approval_cannot_bring_it_back()
    {
        var comment = new Approval(Article, "Sẽ bị gỡ ngay sau đây.");
        await site.ShowAsync(comment);

        await site.RetractAsync(comment, version: 2);
        await site.ShowAsync(comment);

        Assert.Equal(("retracted", 2, null), await StatusOf(comment.Id));
        Assert.DoesNotContain(comment.Content, await site.PageAsync(Path));
    }

    [Fact]
    public async Task A_retraction_that_comes_first_keeps_the_comment_away()
    {
        var comment = new Approval(Own(), "Đến sau");

        await site.RetractAsync(comment, version: 2);
        await site.ShowAsync(comment);

        Assert.Equal(("retracted", 2, null), await StatusOf(comment.Id));
    }

    [Fact]
    public async Task A_comment_approved_anew_after_its_retraction_is_shown()
    {
        var comment = new Approval(Own(), "Trở lại");
        await site.ShowAsync(comment);
        await site.RetractAsync(comment, version: 2);

        await site.ShowAsync(comment with { Version = 3 });

        Assert.Equal(("shown", 3, "Trở lại"), await StatusOf(comment.Id));
    }

    [Theory]
    [InlineData(new[] { 0, 1, 2 })]
    [InlineData(new[] { 2, 1, 0 })]
    [InlineData(new[] { 1, 2, 0 })]
    public async Task Replies_find_their_thread_in_whatever_order_they_come(int[] order)
    {
        var first = new Approval("vinh-hoa-len-hang-phut-bu-gio", $"Mở đầu {Guid.CreateVersion7()}");
        var reply = new Approval(first.ArticleId, "Trả lời") { ParentId = first.Id, Name = "Người trả lời" };
        var replyToReply = new Approval(first.ArticleId, "Trả lời nữa") { ParentId = reply.Id };
        Approval[] all = [first, reply, replyToReply];

        foreach (var index in order)
            await site.ShowAsync(all[index]);

        var thread = await site.PageAsync($"/bai-viet/{first.ArticleId}/binh-luan/{first.Id}");
        Assert.All(all, comment => Assert.Contains($"id=\"bl-{comment.Id}\"", thread));
        Assert.Contains("Trả lời <bdi>Người trả lời</bdi>", thread);
    }

    [Fact]
    public async Task A_reply_is_shown_and_counted_only_while_all_that_it_answers_is_and_comes_back_with_it()
    {
        const string article = "dem-hoa-dang-thanh-giang";
        var parent = new Approval(article, $"Câu hỏi {Guid.CreateVersion7()}");
        var reply = new Approval(article, $"Câu trả lời {Guid.CreateVersion7()}") { ParentId = parent.Id, Title = "" };
        var answer = new Approval(article, $"Trả lời tiếp {Guid.CreateVersion7()}") { ParentId = reply.Id };
        foreach (var comment in new[] { answer, reply, parent })
            await site.ShowAsync(comment);
        await Seen(3);

        await site.RetractAsync(parent, version: 2);
        await Seen(0);
        await site.ShowAsync(parent with { Version = 3 });
        await Seen(3);
        await site.RetractAsync(reply, version: 2);
        await Seen(1);

        async Task Seen(int count)
        {
            var page = await site.PageAsync("/bai-viet/" + article);
            Assert.Contains($"Bình luận ({count})", page);
            var shown = new[] { parent, reply, answer }.Where(c => page.Contains(c.Content, StringComparison.Ordinal));
            Assert.Equal(count, shown.Count());
            Assert.Equal(count > 0, (await site.PageAsync("/chuyen-muc/van-hoa")).Contains($"{count} bình luận"));
            Assert.Equal(
                count == 3,
                (await site.PageAsync($"/bai-viet/{article}?reply={answer.Id}")).Contains("Trả lời bình luận của")
            );
            using var thread = await site.Client.GetAsync(
                new Uri($"/bai-viet/{article}/binh-luan/{parent.Id}", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            Assert.Equal(count > 0 ? HttpStatusCode.OK : HttpStatusCode.NotFound, thread.StatusCode);
        }
    }

    [Theory]
    [InlineData(new[] { 0, 1, 2 })]
    [InlineData(new[] { 2, 1, 0 })]
    [InlineData(new[] { 1, 2, 0 })]
    public async Task A_reply_to_a_comment_of_another_article_is_shown_under_neither(int[] order)
    {
        var mark = Guid.CreateVersion7();
        var first = new Approval("thu-vien-sang-den-nua-dem", $"Ở bài này {mark}");
        var elsewhere = new Approval("cau-vinh-hoa-thong-xe", $"Ở bài khác {mark}")
        {
            ParentId = first.Id,
            Name = "Người lạc bài",
        };
        var back = new Approval(first.ArticleId, $"Trở lại bài này {mark}") { ParentId = elsewhere.Id };
        Approval[] all = [first, elsewhere, back];

        foreach (var index in order)
            await site.ShowAsync(all[index]);

        var page = await site.PageAsync("/bai-viet/" + first.ArticleId);
        var thread = await site.PageAsync($"/bai-viet/{first.ArticleId}/binh-luan/{first.Id}");
        Assert.DoesNotContain(elsewhere.Content, await site.PageAsync("/bai-viet/" + elsewhere.ArticleId));
        Assert.Contains(first.Content, page);
        Assert.All([page, thread], text => Assert.DoesNotContain(elsewhere.Content, text));
        Assert.All([page, thread], text => Assert.DoesNotContain(back.Content, text));
    }

    [Fact]
    public async Task A_type_that_is_not_known_is_taken_and_ignored()
    {
        using var response = await site.SendAsync("comment.liked", new { });

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null and void")]
    [InlineData("""{"type":"comment.approved"}""")]
    [InlineData("""{"type":"comment.approved","data":{"id":"x"}}""")]
    [InlineData("""{"type":"comment.approved","data":null}""")]
    [InlineData(
        """
            {"type":"comment.retracted","data":{"id":"0198c0de-0000-7000-8000-000000000000","articleId":null,"revision":1,
             "version":1,"retractedAt":"2026-11-24T00:00:00Z"}}
            """
    )]
    [InlineData(
        """
            {"type":"comment.approved","data":{"id":"0198c0de-0000-7000-8000-000000000001","articleId":"a","name":"a",
             "title":"a\u0000","content":"a","revision":1,"version":1,"submittedAt":"2026-11-24T00:00:00Z",
             "approvedAt":"2026-11-24T00:00:00Z"}}
            """
    )]
    [InlineData(
        """
            {"type":"comment.approved","data":{"id":"0198c0de-0000-7000-8000-000000000002","articleId":"a","name":"a",
             "title":"\ud800","content":"a","revision":1,"version":1,"submittedAt":"2026-11-24T00:00:00Z",
             "approvedAt":"2026-11-24T00:00:00Z"}}
            """
    )]
    public async Task A_malformed_body_is_refused(string body)
    {
        using var response = await site.SendBodyAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("malformed-request", await CodeOf(response));
    }

    [Fact]
    public async Task A_body_of_more_than_20_kB_is_refused()
    {
        using var response = await site.SendAsync("comment.approved", new Approval(Own(), new string('a', 20 * 1024)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private static string Own() => "test-" + Guid.CreateVersion7();

    private static async Task<string?> CodeOf(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken))
            .GetProperty("code")
            .GetString();

    private async Task<(string Status, int Version, string? Content)?> StatusOf(Guid id)
    {
        await using var connection = await site.Database.Source.OpenConnectionAsync();
        var rows = await connection.QueryAsync<(string, int, string?)>(
            "SELECT status, version, content FROM comments WHERE id = @id",
            new { id }
        );
        return rows.Select(r => ((string, int, string?)?)r).SingleOrDefault();
    }
}
