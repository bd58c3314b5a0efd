using System.Net;
using System.Text.Json;
using Xunit;

namespace Moderation.ArticleSite.Tests;

/// <summary>A browser asks what became of the comments that it keeps a list of.</summary>
public class OwnCommentsTests(SiteFixture site)
{
    private const string Article = "san-truong-khong-dien-thoai";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_became_of_a_comment_is_asked_by_its_link_and_kept_nowhere()
    {
        var (shown, rejected) = (new Approval(Article, "Nên làm sớm."), Guid.CreateVersion7());
        await site.ShowAsync(shown);
        site.Intake.Statuses[rejected] = "rejected";

        Assert.Equal("Bình luận của bạn đã được đăng.", await WordsAsync(site.Sending, shown.Id));
        Assert.Equal("Bình luận của bạn không được đăng.", await WordsAsync(site.Sending, rejected));
        Assert.Contains("Chưa hỏi được trạng thái", await WordsAsync(site.Client, rejected));
        using var answer = await AskAsync(site.Sending, Article, $"{rejected}", Link(rejected));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task The_page_holds_nothing_of_anybody_and_says_what_is_so_without_a_script()
    {
        var page = WebUtility.HtmlDecode(await site.PageAsync("/binh-luan-cua-toi"));
        Assert.Contains("<noscript>", page);
        Assert.Contains("<script type=\"module\" src=\"/own-comments.", page);
        Assert.DoesNotContain("/track/", page);
    }

    [Theory]
    [InlineData("khong-co-bai-nay", null, null, HttpStatusCode.NotFound)]
    [InlineData(null, null, null, HttpStatusCode.NotFound)]
    [InlineData(Article, "không phải mã", null, HttpStatusCode.BadRequest)]
    [InlineData(Article, null, "", HttpStatusCode.BadRequest)]
    [InlineData(Article, null, "track/abcdefghijklmnopqrst", HttpStatusCode.BadRequest)]
    [InlineData(Article, null, "http://x.example/track/..%2F..%2Fhealth", HttpStatusCode.BadRequest)]
    [InlineData(Article, null, "http://x.example/", HttpStatusCode.BadRequest)]
    [InlineData(Article, null, "http://x.example/track/ngắn", HttpStatusCode.BadRequest)]
    public async Task What_is_no_comment_of_ours_is_not_asked_for(
        string? article,
        string? comment,
        string? url,
        HttpStatusCode status
    )
    {
        var id = Guid.CreateVersion7();
        using var answer = await AskAsync(site.Sending, article, comment ?? $"{id}", url ?? Link(id));
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Another_site_does_not_ask_by_its_visitors()
    {
        var id = Guid.CreateVersion7();
        using var answer = await AskAsync(site.Sending, Article, $"{id}", Link(id), from: "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static string Link(Guid id) => $"https://binhluan.example/track/{id}";

    private static async Task<string> WordsAsync(HttpClient client, Guid id)
    {
        using var answer = await AskAsync(client, Article, $"{id}", Link(id));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        return json.RootElement.GetProperty("words").GetString()!;
    }

    private static async Task<HttpResponseMessage> AskAsync(
        HttpClient client,
        string? article,
        string comment,
        string url,
        string? from = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/binh-luan-cua-toi")
        {
            Content = new FormUrlEncodedContent([
                new("article", article ?? ""),
                new("comment", comment),
                new("url", url),
            ]),
        };
        if (from is not null)
            request.Headers.Add("Sec-Fetch-Site", from);
        return await client.SendAsync(request, Cancellation);
    }
}
