using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Testing;
using Xunit;

namespace Moderation.Intake.Tests;

public class EmbedTests(IntakeUnderTest intake)
{
    private const int MostBytes = 20_000;
    private const string Origin = "https://bao-nhung.example";

    private static readonly string Scripts = Path.Combine(Parts.ProjectRoot, "services", "Intake", "wwwroot");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_parts_that_need_no_browser_do_what_they_should() => Assert.Equal("", await NodeAsync());

    [Fact]
    public async Task A_proof_that_the_embed_solved_lets_a_comment_in_once()
    {
        var article = IntakeUnderTest.NewArticle();
        var challenge = new Uri($"proof-challenges/{article}", UriKind.Relative);
        var comment = Comments.With("altcha", await NodeAsync(await intake.Public.GetStringAsync(challenge, Cancellation)));

        Assert.Equal(202, (await IntakeUnderTest.SendAsync(intake.Site, comment, article)).Status);
        Assert.Equal("proof-used", (await IntakeUnderTest.SendAsync(intake.Site, comment, article)).Problem);
    }

    [Fact]
    public async Task The_embed_is_told_what_is_asked_of_a_browser_whether_the_article_is_open_and_where_comments_are_read()
    {
        var article = IntakeUnderTest.NewArticle();
        var open = await SettingsAsync(intake.Demanding, article);
        Assert.Equal(["code", "proof"], open.GetProperty("challenge").EnumerateArray().Select(asked => asked.GetString()));
        Assert.Equal(
            ("open", IntakeUnderTest.PublisherUrl, 2000),
            (
                open.GetProperty("status").GetString(),
                open.GetProperty("publisher").GetString(),
                open.GetProperty("most").GetProperty("content").GetInt32()
            )
        );
        Assert.True(open.GetProperty("mail").GetBoolean());
        var unasked = await SettingsAsync(intake.Public, article);
        Assert.Empty(unasked.GetProperty("challenge").EnumerateArray());
        Assert.False(unasked.GetProperty("mail").GetBoolean());
        Assert.False(unasked.GetProperty("phoneCode").GetBoolean());
        Assert.True((await SettingsAsync(intake.Confirming, article)).GetProperty("phoneCode").GetBoolean());

        using var set = await intake.Site.PutAsJsonAsync($"articles/{article}/settings", new { status = "closed" }, Cancellation);
        set.EnsureSuccessStatusCode();
        var closed = await SettingsAsync(intake.Public, article);
        Assert.Equal("closed", closed.GetProperty("status").GetString());
        Assert.NotEmpty(closed.GetProperty("vi").GetString()!);
        Assert.NotEmpty(closed.GetProperty("en").GetString()!);

        using var wrong = await intake.Public.GetAsync("embed-settings/a%20b", Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task Its_scripts_are_loaded_from_any_page_and_are_small_and_plain()
    {
        var files = Directory.GetFiles(Path.Combine(Scripts, "embed"), "*.js").Append(Path.Combine(Scripts, "embed.js")).ToList();
        var size = 0L;
        foreach (var file in files)
        {
            var source = await File.ReadAllTextAsync(file, Cancellation);
            Assert.DoesNotContain("innerHTML", source);
            Assert.DoesNotContain("eval(", source);
            Assert.DoesNotContain(".style.", source);
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(source), Cancellation);
            size += packed.Length;

            var path = Path.GetRelativePath(Scripts, file).Replace('\\', '/');
            using var response = await intake.Public.GetAsync(path, Cancellation);
            Assert.Equal("text/javascript", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        }
        Assert.True(size < MostBytes, $"the embed has {size} bytes");
    }

    private static async Task<JsonElement> SettingsAsync(HttpClient client, string article)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"embed-settings/{article}");
        request.Headers.Add("Origin", Origin);
        using var response = await client.SendAsync(request, Cancellation);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private static Task<string> NodeAsync(params string[] arguments) => Node.RunAsync("embed.mjs", arguments);
}
