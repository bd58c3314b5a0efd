using System.Net;
using Moderation.ArticleSite.Comments;
using Xunit;

namespace Moderation.ArticleSite.Tests;

public class IntakeClientTests(SiteFixture site)
{
    private const string Article = "/bai-viet/san-truong-khong-dien-thoai";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Longest =>
        [
            // The largest contents that Intake accepts: 8 kB of UTF-8, or 2,000 characters.
            Repeat("👍🏽", 1024),
            Repeat("e\u0323\u0302", 1638),
            Repeat("ệ", 2000),
            Repeat("\"\n", 1000),
        ];

    [Theory]
    [MemberData(nameof(Longest))]
    public async Task The_longest_comments_reach_intake_as_they_were_written(string content)
    {
        var key = CommentForm.NewKey();

        var (status, _) = await PostAsync(key, content);

        Assert.Equal(HttpStatusCode.SeeOther, status);
        Assert.Equal(content, site.Intake.Received(key).GetProperty("content").GetString());
    }

    [Fact]
    public async Task Hostile_text_reaches_intake_as_it_was_written()
    {
        const string hostile = "</script><img src=x onerror=alert(1)> \" ' & \\ \\u0041 \t \u0001 \u007f \u202e 👩‍👧 ế";
        var key = CommentForm.NewKey();

        await PostAsync(key, hostile);

        Assert.Equal(hostile, site.Intake.Received(key).GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_text_that_is_too_large_for_intake_is_an_error_of_its_field_and_no_outage()
    {
        var (status, page) = await PostAsync(CommentForm.NewKey(), Repeat("quá dài ", 5000));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("""<li><a href="#content">Nội dung quá dài""", page);
        Assert.DoesNotContain("gián đoạn", page);
    }

    private async Task<(HttpStatusCode Status, string Page)> PostAsync(string key, string content)
    {
        using var form = new FormUrlEncodedContent([
            new("name", "Trần Thị Bình"),
            new("title", "Góp ý"),
            new("content", content),
            new("key", key),
        ]);
        using var response = await site.Sending.PostAsync(new Uri(Article, UriKind.Relative), form, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
