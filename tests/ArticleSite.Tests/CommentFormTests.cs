using System.Net;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Moderation.ArticleSite.Comments;
using Xunit;

namespace Moderation.ArticleSite.Tests;

public partial class CommentFormTests(SiteFixture site)
{
    private const string Article = "/bai-viet/san-truong-khong-dien-thoai";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_form_has_a_random_key_of_its_own()
    {
        var first = Key().Match(await site.PageAsync(Article)).Groups["value"].Value;
        var second = Key().Match(await site.PageAsync(Article)).Groups["value"].Value;

        Assert.Matches("^[0-9a-f]{32}$", first);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task A_page_with_a_form_is_in_no_shared_cache()
    {
        using var response = await site.Client.GetAsync(new Uri(Article, UriKind.Relative), Cancellation);

        Assert.True(response.Headers.CacheControl is { Private: true, NoCache: true });
    }

    [Fact]
    public async Task When_intake_is_out_of_reach_what_was_typed_is_kept_and_the_same_key_serves_the_next_try()
    {
        const string key = "00112233445566778899aabbccddeeff";

        var (status, page) = await PostAsync(
            new()
            {
                ["name"] = "Trần Thị Bình",
                ["phone"] = "0912345678",
                ["title"] = "Góp ý",
                ["content"] = "Dòng một\r\nDòng hai",
                ["key"] = key,
            }
        );

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("Chưa gửi được bình luận", page);
        Assert.Matches("""role="alert" tabindex="-1" autofocus""", page);
        Assert.Contains("value=\"Trần Thị Bình\"", page);
        Assert.Contains("value=\"0912345678\"", page);
        Assert.Contains("value=\"Góp ý\"", page);
        Assert.Matches(">\\s+Dòng một\\s+Dòng hai</textarea>", WebUtility.HtmlDecode(page));
        Assert.Equal(key, Key().Match(page).Groups["value"].Value);
    }

    [Fact]
    public async Task A_key_that_was_tampered_with_is_replaced()
    {
        var (_, page) = await PostAsync(new() { ["name"] = "A", ["key"] = "x\"><b>" });

        Assert.Matches("^[0-9a-f]{32}$", Key().Match(page).Groups["value"].Value);
    }

    [Theory]
    [MemberData(nameof(Hostile.Texts), MemberType = typeof(Hostile))]
    public async Task What_was_typed_is_encoded_when_it_is_shown_again(string text)
    {
        var (_, page) = await PostAsync(
            new()
            {
                ["name"] = text,
                ["phone"] = text,
                ["title"] = text,
                ["content"] = text,
            }
        );

        Assert.DoesNotContain(text, page);
        Assert.Equal(
            4,
            Regex.Count(
                page,
                Regex.Escape(HtmlEncoder.Create(UnicodeRanges.All).Encode(text)),
                RegexOptions.None,
                TimeSpan.FromSeconds(5)
            )
        );
    }

    [Fact]
    public async Task Another_site_cannot_make_its_visitors_comment()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Article)
        {
            Content = new FormUrlEncodedContent([new("name", "A")]),
            Headers = { { "Sec-Fetch-Site", "cross-site" } },
        };
        using var response = await site.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_reply_link_opens_the_form_for_that_comment_and_a_wrong_one_opens_the_plain_form()
    {
        var parent = new Approval("san-truong-khong-dien-thoai", "Hay quá.") { Name = "Phạm Thu" };
        await site.ShowAsync(parent);

        var page = await site.PageAsync(Article);
        var reply = await site.PageAsync($"{Article}?reply={parent.Id}");
        var plain = await site.PageAsync($"{Article}?reply={Guid.CreateVersion7()}");

        Assert.Contains($"href=\"{Article}?reply={parent.Id}#viet-binh-luan\"", page);
        Assert.Contains($"name=\"parentId\" value=\"{parent.Id}\"", reply);
        Assert.Contains("Trả lời bình luận của <strong><bdi>Phạm Thu</bdi></strong>", reply);
        Assert.DoesNotContain("name=\"parentId\"", plain);
    }

    [Fact]
    public async Task A_forged_tracking_cookie_shows_no_link()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Article)
        {
            Headers = { { "Cookie", "binh-luan-da-gui=https://xau.example/" } },
        };
        using var response = await site.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("đang chờ duyệt", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_reply_to_what_is_not_published_is_refused_in_words_and_what_was_typed_is_kept()
    {
        using var form = new FormUrlEncodedContent([
            new("name", "Trần Thị Bình"),
            new("content", "Tôi cũng nghĩ vậy."),
            new("parentId", AnsweringIntake.NotPublished.ToString()),
        ]);
        using var response = await site.Sending.PostAsync(new Uri(Article, UriKind.Relative), form, Cancellation);
        var page = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Không còn được đăng. Nội dung bạn viết vẫn còn bên dưới.", page);
        Assert.Contains("value=\"Trần Thị Bình\"", page);
        Assert.Contains("Tôi cũng nghĩ vậy.</textarea>", page);
    }

    [Fact]
    public async Task Who_sends_too_fast_keeps_what_was_typed_and_is_told_when_to_try_again()
    {
        using var form = new FormUrlEncodedContent([
            new("name", "Trần Thị Bình"),
            new("title", "Góp ý"),
            new("content", AnsweringIntake.TooMany),
        ]);
        using var response = await site.Sending.PostAsync(new Uri(Article, UriKind.Relative), form, Cancellation);
        var page = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Contains("Hơi nhanh; gửi lại sau 60 giây. Nội dung bạn viết vẫn còn bên dưới.", page);
        Assert.Contains("value=\"Trần Thị Bình\"", page);
        Assert.Contains(AnsweringIntake.TooMany + "</textarea>", page);
    }

    [Fact]
    public async Task A_closed_article_says_so_in_place_of_the_form_and_keeps_what_was_typed_before_that()
    {
        const string article = "thu-vien-sang-den-nua-dem";
        var shown = new Approval(article, "Đẹp quá.");
        await site.ShowAsync(shown);
        site.Intake.Articles[article] = new("closed", "Bài viết này đã đóng bình luận.");

        var page = await site.Sending.GetStringAsync(new Uri($"/bai-viet/{article}", UriKind.Relative), Cancellation);
        Assert.Contains("Bài viết này đã đóng bình luận.", page);
        Assert.DoesNotContain("<form class=\"comment-form\"", page);
        Assert.Contains("Đẹp quá.", page);
        Assert.DoesNotContain("?reply=", page);
        var thread = $"/bai-viet/{article}/binh-luan/{shown.Id}";
        Assert.DoesNotContain("?reply=", await site.Sending.GetStringAsync(new Uri(thread, UriKind.Relative), Cancellation));
        Assert.Contains("?reply=", await site.PageAsync(thread));

        using var form = new FormUrlEncodedContent([new("name", "Bình"), new("title", "Góp ý"), new("content", "Muộn mất.")]);
        using var response = await site.Sending.PostAsync(new Uri($"/bai-viet/{article}", UriKind.Relative), form, Cancellation);
        var refused = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("đã đóng bình luận. Nội dung bạn viết vẫn còn bên dưới.", refused);
        Assert.Contains("Muộn mất.</textarea>", refused);
    }

    [Fact]
    public async Task While_intake_does_not_say_whether_an_article_is_open_the_form_is_there() =>
        Assert.Contains("<form", await site.PageAsync(Article));

    [Fact]
    public async Task A_reply_needs_no_title_and_a_new_comment_does()
    {
        var parent = new Approval("san-truong-khong-dien-thoai", "Nên làm sớm.");
        await site.ShowAsync(parent);

        Assert.Contains("Tiêu đề <span class=\"mark\">(không bắt buộc)", await site.PageAsync($"{Article}?reply={parent.Id}"));
        Assert.Contains("Tiêu đề <span class=\"mark\">(* bắt buộc)", await site.PageAsync(Article));
    }

    [Fact]
    public async Task The_page_says_what_became_of_the_comment_that_was_sent()
    {
        const string article = "trieu-cuong-ngap-ben-da";
        var reader = await Browser.SendAsync(site.Sending, article, remember: false);
        var (sent, parent) = (new Approval(article, "Nước lên nhanh quá.") { Id = reader.Sent }, new Approval(article, "Hỏi."));
        Assert.Contains("đang chờ duyệt", await reader.SentAsync());

        site.Intake.Statuses[sent.Id] = "rejected";
        Assert.Contains("không được đăng", await reader.SentAsync());
        site.Intake.Statuses[sent.Id] = "approved";
        Assert.Contains("sắp hiện", await reader.SentAsync());

        // The site may know more than Intake does by then.
        site.Intake.Statuses[sent.Id] = "pending";
        await site.ShowAsync(sent);
        Assert.Contains("đã được đăng", await reader.SentAsync());
        await site.RetractAsync(sent, version: 2);
        Assert.Contains("đã được gỡ", await reader.SentAsync());
        await site.ShowAsync(sent with { Version = 3, ParentId = parent.Id });
        Assert.Contains("chưa hiển thị", await reader.SentAsync());
        await site.ShowAsync(parent);
        Assert.Contains("đã được đăng", await reader.SentAsync());
    }

    [Theory]
    [InlineData("retracted", "approved", SentState.Retracted)]
    [InlineData("retracted", "rejected", SentState.Rejected)]
    [InlineData(null, "retracted", SentState.Retracted)]
    [InlineData("retracted", "withdrawn", SentState.Withdrawn)]
    [InlineData("shown", "withdrawn", SentState.Withdrawn)]
    [InlineData("shown", null, SentState.Hidden)]
    [InlineData(null, null, SentState.Waiting)]
    [InlineData(null, "a word of a later version", SentState.Waiting)]
    public void What_two_services_say_is_one_state(string? told, string? tracked, SentState state) =>
        Assert.Equal(state, SentComments.Of(told, tracked));

    [Fact]
    public async Task The_name_is_kept_in_the_reader_s_browser_if_asked_for_and_forgotten_when_no_longer()
    {
        const string article = "xe-buyt-dien-tuyen-03";
        var reader = await Browser.SendAsync(site.Sending, article, remember: true);
        var page = await reader.PageAsync("cau-vinh-hoa-thong-xe");
        Assert.Contains($"value=\"{Browser.Name}\"", page);
        Assert.Matches("name=\"remember\"[^>]* checked", page);
        Assert.DoesNotContain(Browser.Name, await site.PageAsync("/bai-viet/" + article));

        await reader.SendAsync(remember: false);
        page = await reader.PageAsync("cau-vinh-hoa-thong-xe");
        Assert.DoesNotContain(Browser.Name, page);
        Assert.DoesNotMatch("name=\"remember\"[^>]* checked", page);
    }

    [Fact]
    public async Task The_form_shows_the_picture_of_a_code_of_its_own_from_this_site_and_says_it()
    {
        var (first, second) = (CaptchaIn(await site.PageAsync(Article)), CaptchaIn(await site.PageAsync(Article)));
        Assert.NotEqual(first, second);
        foreach (var (path, type, telling) in new[] { ("hinh", "image/png", "picture"), ("tieng", "audio/wav", "audio") })
        {
            var address = new Uri($"{Article}/ma-xac-nhan/{first}/{path}", UriKind.Relative);
            using var response = await site.Sending.GetAsync(address, Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
            Assert.True(response.Headers.CacheControl!.NoStore);
            Assert.Equal($"/captchas/{first}/{telling}", await response.Content.ReadAsStringAsync(Cancellation));
        }
        var article = Article.Split('/')[^1];
        Assert.Equal("127.0.0.1", site.Intake.CodesFor[$"/articles/{article}/captchas/{first}"]);
        foreach (var (client, path, status) in new[] { (site.Sending, "khong-co", 404), (site.Client, article, 503) })
        {
            var address = new Uri($"/bai-viet/{path}/ma-xac-nhan/{first}/hinh", UriKind.Relative);
            using var response = await client.GetAsync(address, Cancellation);
            Assert.Equal(status, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task A_new_picture_or_a_wrong_code_keeps_what_was_typed_and_leads_to_the_code()
    {
        var captcha = Guid.CreateVersion7().ToString();
        var fields = new Dictionary<string, string>
        {
            ["name"] = "Trần Thị Bình",
            ["phone"] = "0912345678",
            ["title"] = "Góp ý",
            ["content"] = "Dòng một",
            ["remember"] = "true",
            ["consent"] = "true",
            ["key"] = CommentForm.NewKey(),
            ["captcha"] = captcha,
            ["code"] = AnsweringIntake.WrongCode,
        };
        var (status, page) = await PostAsync(fields, site.Sending);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Mã xác nhận chưa đúng.", page);
        AssertAsksAgain(page);

        var again = new Dictionary<string, string>(fields) { ["key"] = CommentForm.NewKey(), ["again"] = "true" };
        (status, page) = await PostAsync(again, site.Sending);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("role=\"alert\"", page);
        AssertAsksAgain(page);
        Assert.False(site.Intake.HasReceived(again["key"]));

        // Nobody knows what became of it: the next try brings the same code.
        (status, page) = await PostAsync(fields);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(captcha, CaptchaIn(page));
        Assert.Matches("id=\"code\"[^>]* value=\"WRONG\"", page);

        fields["code"] = "c f h k m";
        (status, _) = await PostAsync(fields, site.Sending);
        Assert.Equal(HttpStatusCode.SeeOther, status);
        Assert.Equal(Consent.Version, site.Intake.Received(fields["key"]).GetProperty("consent").GetString());
        var sent = site.Intake.Received(fields["key"]).GetProperty("captcha");
        Assert.Equal((captcha, "c f h k m"), (sent.GetProperty("id").GetString(), sent.GetProperty("answer").GetString()));

        void AssertAsksAgain(string shown)
        {
            Assert.Contains("value=\"Trần Thị Bình\"", shown);
            Assert.Contains("value=\"0912345678\"", shown);
            Assert.Contains("value=\"Góp ý\"", shown);
            Assert.Contains("Dòng một</textarea>", shown);
            Assert.Matches("name=\"remember\"[^>]* checked", shown);
            Assert.Matches("name=\"consent\"[^>]* checked", shown);
            Assert.NotEqual(captcha, CaptchaIn(shown));
            Assert.DoesNotContain(AnsweringIntake.WrongCode, shown);
            var focused = Assert.Single(Focused().Matches(shown));
            Assert.Contains("id=\"code\"", focused.Value);
        }
    }

    [Fact]
    public async Task The_box_of_consent_starts_empty_and_without_it_intake_is_told_so()
    {
        Assert.DoesNotMatch("name=\"consent\"[^>]* checked", await site.PageAsync(Article));
        var key = CommentForm.NewKey();
        await PostAsync(new() { ["name"] = "Trần Thị Bình", ["key"] = key }, site.Sending);
        Assert.Equal("", site.Intake.Received(key).GetProperty("consent").GetString());
    }

    private static string CaptchaIn(string page) => Captcha().Match(page).Groups["id"].Value;

    private async Task<(HttpStatusCode Status, string Page)> PostAsync(
        Dictionary<string, string> fields,
        HttpClient? client = null
    )
    {
        using var form = new FormUrlEncodedContent(fields);
        using var response = await (client ?? site.Client).PostAsync(new Uri(Article, UriKind.Relative), form, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [GeneratedRegex("""name="key" value="(?<value>[^"]*)""", RegexOptions.NonBacktracking)]
    private static partial Regex Key();

    [GeneratedRegex("""name="captcha" value="(?<id>[0-9a-f-]{36})\x22""", RegexOptions.NonBacktracking)]
    private static partial Regex Captcha();

    [GeneratedRegex("<[^>]* autofocus[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Focused();
}
