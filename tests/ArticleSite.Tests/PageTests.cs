using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Moderation.ArticleSite.Articles;
using Moderation.ArticleSite.Comments;
using Xunit;

namespace Moderation.ArticleSite.Tests;

public partial class PageTests(SiteFixture site)
{
    private static readonly Newspaper Paper = Newspaper.Read();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_front_page_shows_every_article()
    {
        var page = WebUtility.HtmlDecode(await site.PageAsync("/"));

        Assert.All(Paper.Articles, article =>
        {
            Assert.Contains(article.Headline, page);
            Assert.Contains($"href=\"{article.Path}\"", page);
        });
    }

    [Fact]
    public async Task An_article_shows_all_its_parts()
    {
        var article = Paper.Articles[3];

        var page = WebUtility.HtmlDecode(await site.PageAsync(article.Path));

        string[] parts =
        [
            article.Headline,
            article.Lead,
            article.Author,
            article.Picture.Alt,
            article.Picture.Caption,
            "21/11/2026, 21:40",
            "lượt xem",
            .. article.Parts.Select(p => p.Heading),
            .. article.Parts.SelectMany(p => p.Paragraphs),
            "Các bài mới đăng",
            Paper.Articles[2].Headline,
            "Các bài đã đăng",
            Paper.Articles[4].Headline,
        ];
        Assert.All(parts, part => Assert.Contains(part, page));
    }

    [Fact]
    public async Task A_section_shows_its_articles_alone()
    {
        var page = WebUtility.HtmlDecode(await site.PageAsync("/chuyen-muc/the-thao"));

        Assert.Contains("Bàn thắng phút 90+5", page);
        Assert.DoesNotContain(Paper.Articles[0].Headline, page);
    }

    [Fact]
    public async Task Vietnamese_letters_are_written_as_they_are() =>
        Assert.Contains("Cầu Vĩnh Hòa thông xe, hai bờ Thanh Giang thôi cảnh lụy phà", await site.PageAsync("/"));

    [Theory]
    [InlineData("/bai-viet/khong-co")]
    [InlineData("/chuyen-muc/khong-co")]
    [InlineData("/khong-co")]
    public async Task A_wrong_address_is_answered_404_with_a_page_for_people(string path)
    {
        using var response = await site.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Không tìm thấy trang", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Pages_forbid_inline_scripts_and_styles_and_hold_none()
    {
        foreach (var path in Paper.Articles.Select(a => a.Path).Append("/").Append("/khong-co"))
        {
            using var response = await site.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'", policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("strict-origin-when-cross-origin", response.Headers.GetValues("Referrer-Policy").Single());
            Assert.DoesNotMatch(
                "<script(?! type=\"module\" src=\"/)|<style|style=|onclick=",
                await response.Content.ReadAsStringAsync(Cancellation)
            );
        }
    }

    [Fact]
    public async Task A_view_is_counted_for_readers_and_not_for_robots()
    {
        const string path = "/bai-viet/thu-vien-sang-den-nua-dem";
        const string firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        var before = await ViewsAsync(HttpMethod.Get, firefox);

        await ViewsAsync(HttpMethod.Get, "Mozilla/5.0 (compatible; Googlebot/2.1)");
        await ViewsAsync(HttpMethod.Head, firefox);

        Assert.Equal(before + 1, await ViewsAsync(HttpMethod.Get, firefox));

        async Task<int> ViewsAsync(HttpMethod method, string agent)
        {
            using var request = new HttpRequestMessage(method, path) { Headers = { { "User-Agent", agent } } };
            using var response = await site.Client.SendAsync(request, Cancellation);
            var views = Views().Match(await response.Content.ReadAsStringAsync(Cancellation));
            return views.Success ? int.Parse(views.Groups["value"].Value, CultureInfo.InvariantCulture) : 0;
        }
    }

    [Fact]
    public async Task Comments_are_shown_a_page_at_a_time_newest_first_or_oldest_first_if_asked()
    {
        const string article = "xe-buyt-dien-tuyen-03";
        var approvals = Enumerable
            .Range(1, CommentStore.ThreadsOfPage + 5)
            .Select(i => new Approval(article, $"Ý kiến số {i}.") { Id = InOrder(i) })
            .ToList();
        foreach (var approval in approvals)
            await site.ShowAsync(approval);

        var first = await site.PageAsync("/bai-viet/" + article);
        var second = await site.PageAsync(More().Match(first).Groups["value"].Value);
        var oldest = await site.PageAsync($"/bai-viet/{article}?thu-tu=cu-nhat");
        var latest = await site.PageAsync(WebUtility.HtmlDecode(More().Match(oldest).Groups["value"].Value));

        Assert.Equal(approvals.AsEnumerable().Reverse().Take(CommentStore.ThreadsOfPage).Select(a => a.Content), Contents(first));
        Assert.Equal(["Ý kiến số 5.", "Ý kiến số 4.", "Ý kiến số 3.", "Ý kiến số 2.", "Ý kiến số 1."], Contents(second));
        Assert.DoesNotMatch(More(), second);
        Assert.Equal(approvals.Take(CommentStore.ThreadsOfPage).Select(a => a.Content), Contents(oldest));
        Assert.Equal(approvals.Skip(CommentStore.ThreadsOfPage).Select(a => a.Content), Contents(latest));
        Assert.DoesNotMatch(More(), latest);
    }

    [Fact]
    public async Task Long_conversations_continue_on_a_page_of_their_own()
    {
        const string article = "cho-ben-da-quet-ma";
        var parent = new Approval(article, "Mở đầu.");
        await site.ShowAsync(parent);
        for (var i = 1; i <= CommentStore.RepliesUnderThread + 2; i++)
            await site.ShowAsync(new Approval(article, $"Trả lời số {i}.") { Id = InOrder(i), ParentId = parent.Id });

        var page = await site.PageAsync("/bai-viet/" + article);
        var rest = await site.PageAsync(MoreReplies().Match(page).Groups["value"].Value);

        Assert.Equal(CommentStore.RepliesUnderThread + 1, Contents(page).Count());
        Assert.Equal(["Mở đầu.", "Trả lời số 21.", "Trả lời số 22."], Contents(rest));
    }

    [Fact]
    public async Task A_link_to_a_reply_leads_to_it_in_its_thread()
    {
        const string article = "trieu-cuong-ngap-ben-da";
        var parent = new Approval(article, "Ngập cả tuần.") { Id = InOrder(100) };
        await site.ShowAsync(parent);
        var replies = Enumerable
            .Range(1, CommentStore.RepliesOfPage + 3)
            .Select(i => new Approval(article, $"Đáp số {i}.") { Id = InOrder(100 + i), ParentId = parent.Id })
            .ToList();
        foreach (var reply in replies)
            await site.ShowAsync(reply);

        foreach (var reply in new[] { replies[0], replies[^4], replies[^2] })
        {
            using var response = await site.Client.GetAsync(
                new Uri($"/bai-viet/{article}/binh-luan/{reply.Id}", UriKind.Relative),
                Cancellation
            );
            Assert.Equal(HttpStatusCode.Found, response.StatusCode);
            var place = response.Headers.Location!.ToString();
            Assert.EndsWith($"#bl-{reply.Id}", place);
            Assert.Contains(reply.Content, Contents(await site.PageAsync(place)));
        }
        await site.RetractAsync(parent, 2);
        using var gone = await site.Client.GetAsync(
            new Uri($"/bai-viet/{article}/binh-luan/{replies[0].Id}", UriKind.Relative),
            Cancellation
        );
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_page_that_is_open_can_ask_how_many_comments_there_are()
    {
        const string article = "cho-ben-da-quet-ma";
        var path = new Uri($"/bai-viet/{article}/so-binh-luan", UriKind.Relative);
        var before = await CountAsync();
        var comment = new Approval(article, "Quét mã tiện thật.");
        await site.ShowAsync(comment);
        Assert.Equal(before + 1, await CountAsync());
        await site.RetractAsync(comment, version: 2);
        Assert.Equal(before, await CountAsync());
        using var unknown = await site.Client.GetAsync(
            new Uri("/bai-viet/khong-co/so-binh-luan", UriKind.Relative),
            Cancellation
        );
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);

        async Task<int> CountAsync()
        {
            using var response = await site.Client.GetAsync(path, Cancellation);
            Assert.Equal("public, max-age=5", response.Headers.CacheControl?.ToString());
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.IfNoneMatch.Add(response.Headers.ETag!);
            using var again = await site.Client.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("count").GetInt32();
        }
    }

    private static IEnumerable<string> Contents(string page) => Content().Matches(page).Select(m => m.Groups["value"].Value);

    private static Guid InOrder(int number) =>
        Guid.CreateVersion7(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero).AddSeconds(number));

    [GeneratedRegex("""<p class="comment-content" [^>]*>(?<value>[^<]*)</p>""", RegexOptions.NonBacktracking)]
    private static partial Regex Content();

    [GeneratedRegex("""href="(?<value>[^"]*\?(?:thu-tu=cu-nhat&amp;)?sau=[^"#]*)#binh-luan""", RegexOptions.NonBacktracking)]
    private static partial Regex More();

    [GeneratedRegex("""href="(?<value>[^"]*\?sau=[^"]*)""", RegexOptions.NonBacktracking)]
    private static partial Regex MoreReplies();

    [GeneratedRegex("<span>(?<value>[0-9.]+) lượt xem", RegexOptions.NonBacktracking)]
    private static partial Regex Views();
}
