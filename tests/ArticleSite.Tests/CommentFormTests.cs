using System.Net;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
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

    private async Task<(HttpStatusCode Status, string Page)> PostAsync(Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        using var response = await site.Client.PostAsync(new Uri(Article, UriKind.Relative), form, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [GeneratedRegex("""name="key" value="(?<value>[^"]*)""", RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}
