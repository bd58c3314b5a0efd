using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Moderation.Classifier.Tests;

public class ScoreApiTests(ClassifierUnderTest classifier)
{
    [Fact]
    public async Task A_comment_is_scored_with_its_reasons()
    {
        var toxic = await ScoreAsync("""{"title":"đồ ngu","content":"đồ n.g.u, hôm nay trời mưa","headline":"Đường mới"}""");
        var clean = await ScoreAsync("""{"title":"Cảm ơn","content":"Cảm ơn bài viết, đường mới đẹp quá."}""");
        Assert.True(
            toxic.GetProperty("scores").GetProperty("toxicity").GetSingle()
                > clean.GetProperty("scores").GetProperty("toxicity").GetSingle() + 0.3
        );
        Assert.Equal(SmallModel.Name, toxic.GetProperty("model").GetString());
        Assert.Contains(toxic.GetProperty("spans").EnumerateArray(), span =>
            span.GetProperty("field").GetString() == "content"
            && span.GetProperty("label").GetString() == "toxicity"
            && span.GetProperty("end").GetInt32() == 8
        );
    }

    [Theory]
    [InlineData("""{"title":"a"}""", "invalid-comment")]
    [InlineData("""{"content":"  "}""", "invalid-comment")]
    [InlineData("""{"content":"\u3164\u200b\ufe0f"}""", "invalid-comment")]
    [InlineData("""{"content":"a\u0000"}""", "invalid-comment")]
    [InlineData("""{"content":"a","phone":"0900000000"}""", "malformed-request")]
    [InlineData("""{"content":""", "malformed-request")]
    [InlineData("[]", "malformed-request")]
    public async Task A_request_that_makes_no_sense_is_refused_with_a_reason(string body, string code)
    {
        using var response = await PostAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, (await ReadAsync(response)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        using var response = await PostAsync($$"""{"content":"{{new string('a', 300_000)}}"}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("body-too-large", (await ReadAsync(response)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Without_a_usable_model_the_answer_says_so()
    {
        using var response = await classifier.Damaged.PostAsJsonAsync(
            "score",
            new { content = "Xin chào" },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("no-model", (await ReadAsync(response)).GetProperty("code").GetString());
    }

    private async Task<JsonElement> ScoreAsync(string body)
    {
        using var response = await PostAsync(body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ReadAsync(response);
    }

    private Task<HttpResponseMessage> PostAsync(string body) =>
        classifier.Client.PostAsync(
            "score",
            new StringContent(body, Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken
        );

    private static Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
}
