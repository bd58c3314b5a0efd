using System.Net;
using System.Text;
using Xunit;

namespace Moderation.Intake.Tests;

public class FormTests(IntakeUnderTest intake)
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

    [Fact]
    public async Task A_form_is_read_like_json()
    {
        var answer = await intake.PostAsync(
            Form(
                ("name", "Trần Bình"),
                ("title", "Hỏi & đáp = 100%"),
                ("content", "Dòng một\r\nDòng + hai"),
                ("phone", ""),
                ("article.headline", "Cầu Vĩnh Tuy 2"),
                ("reader.device", "may-2")
            )
        );
        Assert.Equal(202, answer.Status);
        var message = await intake.MessageAsync(answer.Id);
        Assert.Equal("Hỏi & đáp = 100%", message.GetProperty("text").GetProperty("title").GetString());
        Assert.Equal("Dòng một\r\nDòng + hai", message.GetProperty("text").GetProperty("content").GetString());
        Assert.Equal("Cầu Vĩnh Tuy 2", message.GetProperty("article").GetProperty("headline").GetString());
        Assert.Equal(64, message.GetProperty("author").GetProperty("device").GetString()!.Length);
    }

    [Fact]
    public async Task Form_fields_that_are_unknown_repeated_or_unreadable_are_refused()
    {
        var answer = await intake.PostAsync(
            new StringContent(
                "name=a&title=b&title=c&content=%C3%28&colour=red&article%2Eheadline=h&article.colour",
                Encoding.UTF8,
                "application/x-www-form-urlencoded"
            )
        );
        Assert.Equal(400, answer.Status);
        Assert.Equal("invalid-fields", answer.Problem);
        Assert.Equal(
            ["article.colour: unknown-field", "colour: unknown-field", "content: unreadable-text", "title: duplicate-field"],
            answer.FieldErrors
        );
    }

    [Fact]
    public async Task A_browser_is_sent_on_to_the_tracking_page()
    {
        var answer = await intake.PostAsync(
            Form(("name", "Trần Bình"), ("title", "Hỏi"), ("content", "Bao giờ mở nút giao?")),
            Browser
        );
        Assert.Equal(303, answer.Status);
        Assert.StartsWith(
            IntakeUnderTest.PublicUrl + "/track/",
            answer.Response.Headers.Location!.AbsoluteUri,
            StringComparison.Ordinal
        );
        Assert.Empty(answer.Body);
    }

    [Fact]
    public async Task A_browser_is_shown_what_is_wrong()
    {
        var answer = await intake.PostAsync(
            Form(("name", " "), ("title", "Hỏi"), ("content", "a\u0001"), ("<img src=x>", "y")),
            Browser
        );
        Assert.Equal(400, answer.Status);
        Assert.Equal("text/html", answer.Response.Content.Headers.ContentType!.MediaType);
        var text = WebUtility.HtmlDecode(answer.Body);
        Assert.Contains("Họ và tên không được để trống.", text, StringComparison.Ordinal);
        Assert.Contains("The content holds control characters.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "unsafe-inline",
            answer.Response.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_browser_is_shown_a_page_when_the_form_is_too_large()
    {
        var answer = await intake.PostAsync(Form(("name", "a"), ("title", "b"), ("content", new string('x', 300_000))), Browser);
        Assert.Equal(413, answer.Status);
        Assert.Equal("text/html", answer.Response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("The body is too large.", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-16", "/comments", "/report", "/appeal", "/correct", "/notices")]
    [InlineData("multipart/form-data; boundary=x", "/comments", "/report", "/appeal", "/correct", "/notices")]
    [InlineData("text/plain", "/comments", "/report", "/appeal", "/correct", "/notices")]
    public async Task A_form_that_cannot_be_read_is_answered_with_a_page(string type, params string[] acts)
    {
        var article = IntakeUnderTest.NewArticle();
        var (id, track) = await intake.ShowAsync(article);
        foreach (var act in acts)
        {
            var path = act switch
            {
                "/comments" => $"/articles/{article}/comments",
                "/report" => $"/articles/{article}/comments/{id}/report",
                _ => track + act,
            };
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("text=x") };
            request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
            request.Headers.Add("Accept", Browser);
            var answer = await Answer.ToAsync(intake.Site, request);
            Assert.Equal((act, 415, "text/html"), (act, answer.Status, answer.Response.Content.Headers.ContentType?.MediaType));
            Assert.Contains("những gì bạn đã viết vẫn còn", WebUtility.HtmlDecode(answer.Body), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_sent_twice_with_its_hidden_key_is_one_comment()
    {
        var article = IntakeUnderTest.NewArticle();
        var fields = new[]
        {
            ("name", "a"),
            ("title", "b"),
            ("content", "c"),
            ("idempotencyKey", Guid.CreateVersion7().ToString()),
        };
        var first = await intake.PostAsync(Form(fields), Browser, article);
        var second = await intake.PostAsync(Form(fields), Browser, article);
        Assert.Equal(303, second.Status);
        Assert.Equal(first.Response.Headers.Location, second.Response.Headers.Location);
    }

    [Fact]
    public async Task Json_is_answered_with_json_whatever_is_accepted()
    {
        var answer = await intake.PostAsync(new StringContent("{}", Encoding.UTF8, "application/json"), Browser);
        Assert.Equal("invalid-fields", answer.Problem);
    }

    private static FormUrlEncodedContent Form(params (string Name, string Text)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Text)));
}
