using System.Net;
using Moderation.ArticleSite.Comments;
using Xunit;

namespace Moderation.ArticleSite.Tests;

/// <summary>Where a site's form takes an address for notices, it is Intake's to check and to keep.</summary>
public class EmailTests(SiteFixture site)
{
    private const string Article = "/bai-viet/cau-vinh-hoa-thong-xe";

    [Fact]
    public async Task An_address_goes_to_Intake_as_typed_and_only_where_the_form_takes_one()
    {
        Assert.Contains("name=\"email\"", await PageAsync(site.Demanding));
        Assert.DoesNotContain("name=\"email\"", await PageAsync(site.Sending));

        Assert.Equal(" an@docgia.example", await EmailSentAsync(site.Demanding, " an@docgia.example"));
        Assert.Null(await EmailSentAsync(site.Demanding, "  "));
        Assert.Null(await EmailSentAsync(site.Sending, "an@docgia.example"));
    }

    [Fact]
    public async Task A_form_that_is_sent_back_keeps_the_address_as_text()
    {
        var fields = Fields("\"><script>alert(1)</script>@docgia.example");
        fields.Remove("altcha");
        using var form = new FormUrlEncodedContent(fields);
        using var response = await site.Demanding.PostAsync(new Uri(Article, UriKind.Relative), form, Cancellation);
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.DoesNotContain("<script>alert", page);
        Assert.Matches("id=\"email\"[^>]* value=\"&quot;&gt;&lt;script&gt;alert", page);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<string?> EmailSentAsync(HttpClient client, string email)
    {
        var fields = Fields(email);
        using var form = new FormUrlEncodedContent(fields);
        using var response = await client.PostAsync(new Uri(Article, UriKind.Relative), form, Cancellation);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return site.Intake.Received(fields["key"]).TryGetProperty("email", out var sent) ? sent.GetString() : null;
    }

    private static Dictionary<string, string> Fields(string email) =>
        new(StringComparer.Ordinal)
        {
            ["name"] = "Trần Thị Bình",
            ["email"] = email,
            ["title"] = "Góp ý",
            ["content"] = "Báo cho tôi khi có trả lời nhé.",
            ["consent"] = "true",
            ["key"] = CommentForm.NewKey(),
            ["captcha"] = $"{Guid.CreateVersion7()}",
            ["code"] = "CFHKM",
            ["altcha"] = AnsweringIntake.Proof,
        };

    private static Task<string> PageAsync(HttpClient client) =>
        client.GetStringAsync(new Uri(Article, UriKind.Relative), Cancellation);
}
