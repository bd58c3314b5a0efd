using System.Net;
using System.Text.Json.Nodes;
using Moderation.ArticleSite.Comments;
using Moderation.Testing;
using Xunit;

namespace Moderation.ArticleSite.Tests;

/// <summary>A form that asks for a code and a proof of work.</summary>
public class ProofTests(SiteFixture site)
{
    private const string Id = "san-truong-khong-dien-thoai";
    private const string Article = "/bai-viet/" + Id;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_browser_works_on_comes_from_intake_and_only_where_a_proof_is_asked_for()
    {
        // The first question of all may take longer than a reader's page waits for it.
        using var given = await Eventually.FindAsync("the challenge", async () =>
            await GetAsync(site.Demanding, Article + "/phep-kiem-tra") is { StatusCode: HttpStatusCode.OK } answer ? answer : null
        );
        Assert.True(given.Headers.CacheControl!.NoStore);
        var challenge = JsonNode.Parse(await given.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal($$"""{"parameters":{"data":"{{Id}}"},"signature":""}""", challenge!.ToJsonString());

        using var unknown = await GetAsync(site.Demanding, "/bai-viet/khong-co/phep-kiem-tra");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var unasked = await GetAsync(site.Sending, Article + "/phep-kiem-tra");
        Assert.Equal(HttpStatusCode.NotFound, unasked.StatusCode);
        Assert.DoesNotContain("altcha", await site.PageAsync(Article));
    }

    [Fact]
    public async Task The_page_says_what_a_browser_without_scripts_lacks_and_its_script_is_that_of_the_embed()
    {
        var page = await site.Demanding.GetStringAsync(new Uri(Article, UriKind.Relative), Cancellation);
        Assert.Matches("<p[^>]* data-without-script>[^<]*cần bật\\s+JavaScript", page);
        Assert.Matches("name=\"altcha\"[^v]*>", page);
        var embed = Path.Combine(Parts.ProjectRoot, "services", "Intake", "wwwroot", "embed", "proof.js");
        Assert.Equal(
            await File.ReadAllTextAsync(embed, Cancellation),
            await site.Demanding.GetStringAsync(new Uri("/proof.js", UriKind.Relative), Cancellation)
        );
    }

    [Fact]
    public async Task A_proof_goes_with_the_comment_and_one_that_is_missing_or_wrong_keeps_what_was_typed()
    {
        var fields = new Dictionary<string, string>
        {
            ["name"] = "Trần Thị Bình",
            ["title"] = "Góp ý",
            ["content"] = "Dòng một",
            ["consent"] = "true",
            ["key"] = CommentForm.NewKey(),
            ["captcha"] = $"{Guid.CreateVersion7()}",
            ["code"] = "CFHKM",
        };
        foreach (var proof in new[] { null, "", "x", "\"><script>alert(1)</script>", new string('A', 9_000) })
        {
            if (proof is not null)
                fields["altcha"] = proof;
            var (status, page) = await PostAsync(fields);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains("Phép kiểm tra không đúng. Nội dung bạn viết vẫn còn bên dưới.", page);
            Assert.Contains("value=\"Trần Thị Bình\"", page);
            Assert.Contains("Dòng một</textarea>", page);
            Assert.Contains($"value=\"{fields["captcha"]}\"", page);
            Assert.Contains("value=\"CFHKM\"", page);
            Assert.DoesNotContain("alert(1)", page);
        }
        fields["altcha"] = AnsweringIntake.Proof;
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(fields)).Status);
        Assert.Equal(AnsweringIntake.Proof, site.Intake.Received(fields["key"]).GetProperty("altcha").GetString());

        // Where none is asked for, none is passed on.
        fields["key"] = CommentForm.NewKey();
        using var unasked = await PostAsync(site.Sending, fields);
        Assert.Equal(HttpStatusCode.SeeOther, unasked.StatusCode);
        Assert.False(site.Intake.Received(fields["key"]).TryGetProperty("altcha", out _));
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string path) =>
        client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        return await client.PostAsync(new Uri(Article, UriKind.Relative), form, Cancellation);
    }

    private async Task<(HttpStatusCode Status, string Page)> PostAsync(Dictionary<string, string> fields)
    {
        using var response = await PostAsync(site.Demanding, fields);
        return (response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation)));
    }
}
