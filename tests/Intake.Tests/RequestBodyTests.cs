using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Moderation.Intake.Tests;

public class RequestBodyTests(IntakeUnderTest intake)
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"name\":\"a\",}")]
    [InlineData("{\"name\":\"a\"} {}")]
    [InlineData("{'name':'a'}")]
    public async Task Malformed_json_is_refused(string body)
    {
        var answer = await intake.PostAsync(Json(body));
        Assert.Equal(400, answer.Status);
        Assert.Equal("malformed-json", answer.Problem);
    }

    [Theory]
    [InlineData("{\"a\":", "}")]
    [InlineData("[", "]")]
    public async Task Json_nested_a_thousand_levels_deep_is_refused(string open, string close)
    {
        var body = string.Concat(Enumerable.Repeat(open, 1000)) + "1" + string.Concat(Enumerable.Repeat(close, 1000));
        var answer = await intake.PostAsync(Json(body));
        Assert.Equal(400, answer.Status);
        Assert.Equal("malformed-json", answer.Problem);
    }

    [Theory]
    [InlineData("\"title\":\"b\",\"title\":\"c\"", "title: duplicate-field")]
    [InlineData("\"article\":{\"url\":\"http://a.vn\",\"url\":\"http://b.vn\"},\"title\":\"b\"", "article.url: duplicate-field")]
    [InlineData("\"title\":1", "title: not-text")]
    [InlineData("\"title\":true", "title: not-text")]
    [InlineData("\"title\":[\"b\"]", "title: not-text")]
    [InlineData("\"title\":{}", "title: not-text")]
    [InlineData("\"title\":{\"b\":\"c\"}", "title: not-text")]
    [InlineData("\"title\":\"b\",\"parentId\":{}", "parentId: not-text")]
    [InlineData("\"title\":\"b\",\"idempotencyKey\":[]", "idempotencyKey: not-text")]
    [InlineData("\"title\":\"b\",\"article\":\"c\"", "article: not-object")]
    [InlineData("\"title\":\"b\",\"article\":[{\"headline\":\"c\"}]", "article: not-object")]
    [InlineData("\"title\":\"b\",\"reader\":7", "reader: not-object")]
    [InlineData("\"title\":\"b\",\"article\":{\"lead\":\"c\"},\"article\":{\"section\":\"d\"}", "article: duplicate-field")]
    [InlineData("\"title\":\"b\",\"article\":{\"headline\":{\"c\":\"d\"}}", "article.headline: not-text")]
    [InlineData("\"title\":\"b\",\"article\":{\"colour\":{}}", "article.colour: unknown-field")]
    [InlineData("\"title\":\"b\",\"article.headline\":\"c\"", "article.headline: unknown-field")]
    [InlineData("\"title\":\"b\",\"article\":{\"headline\":\"c\"},\"article.headline\":\"d\"", "article.headline: unknown-field")]
    [InlineData("\"title\":\"b\",\"colour\":{}", "colour: unknown-field")]
    [InlineData("\"title\":\"b\",\"colour\":{\"red\":[]}", "colour: unknown-field")]
    [InlineData("\"title\":\"b\",\"colour\":[]", "colour: unknown-field")]
    [InlineData("\"title\":\"b\",\"colour\":1", "colour: unknown-field")]
    [InlineData("\"title\":\"b\",\"colour\":\"\\ud83d\"", "colour: unknown-field")]
    [InlineData("\"title\":\"b\",\"colour\":1,\"colour\":2", "colour: unknown-field")]
    [InlineData("\"title\":\"\\ud83d\"", "title: unreadable-text")]
    [InlineData("\"title\":\"b\",\"Title\":\"c\"", "Title: unknown-field")]
    [InlineData("\"title\":\"b\",\"colour\":null", "colour: unknown-field")]
    [InlineData("\"title\":\"b\",\"\\ud83d\":\"c\"", ": unknown-field")]
    public async Task Members_that_are_no_single_known_text_are_refused(string members, params string[] errors)
    {
        var answer = await intake.PostAsync(Json($$"""{"name":"a","content":"c",{{members}}}"""));
        Assert.Equal(400, answer.Status);
        Assert.Equal("invalid-fields", answer.Problem);
        Assert.Equal(errors.Order(StringComparer.Ordinal), answer.FieldErrors);
    }

    [Fact]
    public async Task Objects_may_be_empty_or_null()
    {
        var answer = await intake.PostAsync(
            Json("""{"name":"a","title":"b","content":"c","parentId":null,"article":{},"reader":null}""")
        );
        Assert.Equal(202, answer.Status);
    }

    [Fact]
    public async Task An_answer_about_thousands_of_unknown_members_stays_small()
    {
        var members = string.Join(',', Enumerable.Range(0, 1500).Select(i => $"\"{i}\":\"\""));
        var answer = await intake.PostAsync(Json("{" + members + "}"));
        Assert.Equal(400, answer.Status);
        Assert.InRange(answer.Body.Length, 1, 16 * 1024);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_refused()
    {
        var answer = await intake.PostAsync(Bytes([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8], "application/json"));
        Assert.Equal(400, answer.Status);
        Assert.Equal("invalid-utf8", answer.Problem);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=\"utf-16\"")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; charset=khong-co")]
    [InlineData(null)]
    public async Task Other_media_types_are_refused(string? type)
    {
        var answer = await intake.PostAsync(Bytes("{}"u8.ToArray(), type));
        Assert.Equal(415, answer.Status);
        Assert.Equal("unsupported-media-type", answer.Problem);
    }

    [Theory]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json; charset=utf8")]
    [InlineData("application/json; charset=\"UTF8\"")]
    [InlineData("application/json;charset=US-ASCII")]
    public async Task UTF_8_is_taken_in_every_spelling(string type)
    {
        var answer = await intake.PostAsync(Bytes("{\"name\":\"a\",\"title\":\"b\",\"content\":\"c\"}"u8.ToArray(), type));
        Assert.Equal(202, answer.Status);
    }

    [Fact]
    public async Task A_content_of_8_kB_of_emoji_fits_into_a_body()
    {
        var emoji = string.Concat(Enumerable.Repeat("👍🏽", 1024));
        var answer = await intake.PostAsync(Json($$"""{"name":"a","title":"b","content":"{{emoji}}"}"""));
        Assert.Equal(202, answer.Status);
        Assert.Equal(emoji, (await intake.MessageAsync(answer.Id)).GetProperty("text").GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("👍", 2_000, 202)]
    [InlineData("ệ", 2_000, 202)]
    [InlineData("ệ", 2_001, 400)]
    [InlineData("👍🏽", 1_025, 400)]
    public async Task Limits_are_of_what_was_decoded_however_it_was_escaped(string character, int times, int status)
    {
        var escaped = string.Concat(character.Select(unit => $"\\u{(int)unit:x4}"));
        var content = string.Concat(Enumerable.Repeat(escaped, times));
        var answer = await intake.PostAsync(Json($$"""{"name":"a","title":"b","content":"{{content}}"}"""));
        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_form_of_2000_emoji_fits_into_a_body()
    {
        var content = Uri.EscapeDataString(string.Concat(Enumerable.Repeat("👍", 2_000)));
        var answer = await intake.PostAsync(
            Bytes(Encoding.ASCII.GetBytes($"name=a&title=b&content={content}"), "application/x-www-form-urlencoded")
        );
        Assert.Equal(202, answer.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_above_256_kB_is_refused(bool chunked)
    {
        var comment = Comments.With("content", new string('x', 256 * 1024)).ToJsonString();
        using HttpContent content = chunked ? new Chunked(comment) : Json(comment);
        var answer = await intake.PostAsync(content);
        Assert.Equal(413, answer.Status);
        Assert.Equal("body-too-large", answer.Problem);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static ByteArrayContent Bytes(byte[] body, string? type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private sealed class Chunked : HttpContent
    {
        private readonly string _text;

        public Chunked(string text)
        {
            _text = text;
            Headers.ContentType = new("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            stream.WriteAsync(Encoding.UTF8.GetBytes(_text)).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
