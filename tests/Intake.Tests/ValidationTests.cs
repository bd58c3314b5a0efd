using System.Text.Json.Nodes;
using Xunit;

namespace Moderation.Intake.Tests;

public class ValidationTests(IntakeUnderTest intake)
{
    private const string Family = "👨‍👩‍👧‍👦";

    public static TheoryData<string, string, string, string, string> Refused() =>
        new()
        {
            { "name", " \u00a0\t ", "required", "Họ và tên không được để trống.", "The name is required." },
            { "name", "\u3164", "required", "Họ và tên không được để trống.", "The name is required." },
            { "name", "\u2800\uFFA0 \u115F", "required", "Họ và tên không được để trống.", "The name is required." },
            { "content", "\u034F\uFE0F\n\u180E", "required", "Nội dung không được để trống.", "The content is required." },
            { "title", "\u200b\u2060", "required", "Tiêu đề không được để trống.", "The title is required." },
            { "content", "", "required", "Nội dung không được để trống.", "The content is required." },
            {
                "name",
                Repeat("ệ", 61),
                "too-long",
                "Họ và tên dài 61 ký tự, tối đa là 60 ký tự.",
                "The name has 61 characters; at most 60 are allowed."
            },
            {
                "title",
                Repeat("ệ", 151),
                "too-long",
                "Tiêu đề dài 151 ký tự, tối đa là 150 ký tự.",
                "The title has 151 characters; at most 150 are allowed."
            },
            {
                "content",
                Repeat("x", 2001),
                "too-long",
                "Nội dung dài 2.001 ký tự, tối đa là 2.000 ký tự.",
                "The content has 2,001 characters; at most 2,000 are allowed."
            },
            {
                "content",
                Repeat("e\u0323\u0302", 1650),
                "too-large",
                "Nội dung vượt quá 8.192 byte.",
                "The content is larger than 8,192 bytes."
            },
            {
                "name",
                "a" + Repeat("\u0301", 480),
                "too-large",
                "Họ và tên vượt quá 960 byte.",
                "The name is larger than 960 bytes."
            },
            { "name", "An\nBình", "line-break", "Họ và tên phải nằm trên một dòng.", "The name must be a single line." },
            { "title", "Một\u2028hai", "line-break", "Tiêu đề phải nằm trên một dòng.", "The title must be a single line." },
            { "title", "Một\thai", "control-character", "Tiêu đề chứa ký tự điều khiển.", "The title holds control characters." },
            {
                "content",
                "chuông\u0007",
                "control-character",
                "Nội dung chứa ký tự điều khiển.",
                "The content holds control characters."
            },
            {
                "content",
                "dòng\vmột",
                "control-character",
                "Nội dung chứa ký tự điều khiển.",
                "The content holds control characters."
            },
            {
                "content",
                "nửa\0chừng",
                "unreadable-text",
                "Trường này chứa ký tự không đọc được.",
                "This field holds characters that are not valid Unicode text."
            },
            {
                "phone",
                "12345",
                "invalid-phone",
                "Số điện thoại không đúng, ví dụ đúng: 0912 345 678.",
                "This is not a telephone number, such as 0912 345 678."
            },
            {
                "parentId",
                "7",
                "invalid-id",
                "Mã bình luận được trả lời không đúng.",
                "The id of the comment that this one answers must be a UUID."
            },
            {
                "article.headline",
                Repeat("h", 301),
                "too-long",
                "Tiêu đề bài viết dài 301 ký tự, tối đa là 300 ký tự.",
                "The article's headline has 301 characters; at most 300 are allowed."
            },
            {
                "article.lead",
                Repeat("h", 1001),
                "too-long",
                "Sa-pô bài viết dài 1.001 ký tự, tối đa là 1.000 ký tự.",
                "The article's lead has 1,001 characters; at most 1,000 are allowed."
            },
            {
                "article.section",
                Repeat("h", 101),
                "too-long",
                "Chuyên mục dài 101 ký tự, tối đa là 100 ký tự.",
                "The article's section has 101 characters; at most 100 are allowed."
            },
            {
                "article.url",
                "https://a.vn/" + Repeat("h", 1988),
                "too-long",
                "Đường dẫn bài viết dài 2.001 ký tự, tối đa là 2.000 ký tự.",
                "The article's address has 2,001 characters; at most 2,000 are allowed."
            },
            {
                "article.url",
                "javascript:alert(1)",
                "invalid-url",
                "Đường dẫn bài viết phải bắt đầu bằng http:// hoặc https://.",
                "The article's address must be an http or https URL."
            },
            {
                "article.url",
                "/tuong-doi",
                "invalid-url",
                "Đường dẫn bài viết phải bắt đầu bằng http:// hoặc https://.",
                "The article's address must be an http or https URL."
            },
            {
                "reader.address",
                "not an address",
                "invalid-address",
                "Địa chỉ mạng của bạn đọc không đúng.",
                "The reader's address must be an IPv4 or IPv6 address."
            },
            {
                "reader.device",
                Repeat("d", 201),
                "too-long",
                "Mã thiết bị dài 201 ký tự, tối đa là 200 ký tự.",
                "The reader's device has 201 characters; at most 200 are allowed."
            },
            {
                "idempotencyKey",
                "hai chữ",
                "invalid-idempotency-key",
                "Idempotency-Key phải gồm 1 đến 100 ký tự ASCII nhìn thấy được.",
                "The Idempotency-Key must be 1 to 100 visible ASCII characters."
            },
            { "colour", "red", "unknown-field", "Trường này không được hỗ trợ.", "This field is not known." },
            { "article.colour", "red", "unknown-field", "Trường này không được hỗ trợ.", "This field is not known." },
            { "article", "text", "not-object", "Trường này phải là một đối tượng.", "This field must be an object." },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_field_that_breaks_its_rule_is_refused_in_both_languages(
        string field,
        string value,
        string code,
        string vi,
        string en
    )
    {
        var answer = await intake.PostAsync(Comments.With(field, value));
        Assert.Equal(400, answer.Status);
        Assert.Equal("invalid-fields", answer.Problem);
        Assert.Equal([$"{field}: {code}"], answer.FieldErrors);
        var error = answer.Json.GetProperty("errors").GetProperty(field)[0];
        Assert.Equal(vi, error.GetProperty("vi").GetString());
        Assert.Equal(en, error.GetProperty("en").GetString());
    }

    public static TheoryData<string, string> Accepted() =>
        new()
        {
            { "name", Repeat("e\u0323\u0302", 60) },
            { "title", Repeat(Family, 20) },
            { "content", Repeat("ệ", 2000) },
            { "content", "một\r\nhai\tba\nbốn" },
            { "content", "  " + Repeat("x", 2000) + "\n\n" },
            { "phone", "  " },
            { "phone", "o9l2 345 678" },
            { "parentId", "" },
            { "article.headline", Repeat("ệ", 300) },
            { "article.url", "http://127.0.0.1:5105/bai-viet" },
            { "reader.address", "2001:db8::7" },
        };

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task A_field_at_its_limit_is_accepted(string field, string value)
    {
        var answer = await intake.PostAsync(Comments.With(field, value));
        Assert.Equal(202, answer.Status);
    }

    [Fact]
    public async Task All_errors_are_told_at_once()
    {
        var answer = await intake.PostAsync(
            new JsonObject
            {
                ["name"] = " ",
                ["phone"] = "999",
                ["content"] = Repeat("x", 2001) + "\u0002",
                ["parentId"] = "x",
                ["article"] = new JsonObject { ["url"] = "ftp://a.vn", ["size"] = "1" },
                ["colour"] = 3,
            }
        );
        Assert.Equal(400, answer.Status);
        Assert.Equal(
            [
                "article.size: unknown-field",
                "article.url: invalid-url",
                "colour: unknown-field",
                "content: control-character",
                "content: too-long",
                "name: required",
                "parentId: invalid-id",
                "phone: invalid-phone",
                "title: required",
            ],
            answer.FieldErrors
        );
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("%C3%A0")]
    [InlineData("a%2Fb")]
    [InlineData("11111111112222222222333333333344444444445555555555666666666677777777778888888888999999999900000000001")]
    public async Task An_article_id_of_other_characters_or_more_than_100_is_refused(string article)
    {
        var answer = await intake.PostAsync(Comments.Valid(), article);
        Assert.Equal(400, answer.Status);
        Assert.Equal("invalid-article-id", answer.Problem);
    }

    [Fact]
    public async Task An_article_id_of_100_plain_characters_is_accepted()
    {
        var (id, _) = await intake.SubmitAsync(article: "Az09._~-" + Repeat("x", 92));
        Assert.NotEqual(Guid.Empty, id);
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
