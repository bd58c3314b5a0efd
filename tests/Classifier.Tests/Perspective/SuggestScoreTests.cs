using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Moderation.Classifier.Tests.Registry;
using Moderation.Testing;
using Xunit;

namespace Moderation.Classifier.Tests.Perspective;

/// <summary>Suggestions as Perspective's clients send them, and what is made of them.</summary>
public class SuggestScoreTests(RegistryUnderTest registry)
{
    private const string Toxic = "Cút đi, đồ n.g.u! Bài viết hay.";

    [Fact]
    public async Task A_suggestion_is_stored_with_its_client_and_the_latest_about_a_comment_counts()
    {
        var community = "bao-" + Guid.CreateVersion7();
        var answer = await SuggestAsync(Coral(community, "comment:1", value: 0));
        Assert.Equal("comment:1", answer.GetProperty("clientToken").GetString());
        Assert.Equal("en", Assert.Single(answer.GetProperty("requestedLanguages").EnumerateArray()).GetString());
        Assert.Equal("vi", Assert.Single(answer.GetProperty("detectedLanguages").EnumerateArray()).GetString());
        await SuggestAsync(Coral(community, "comment:1", value: 1));
        await SuggestAsync(Coral(community, "comment:2", value: 0));
        // Who names no comment may mean another each time.
        await SuggestAsync(Coral(community, token: null, value: 1));
        await SuggestAsync(Coral(community, token: null, value: 1));

        var group = await GroupAsync(community);
        Assert.Equal(
            ("toxicity", 4, 3, 3),
            (
                group.GetProperty("label").GetString(),
                group.GetProperty("count").GetInt32(),
                group.GetProperty("yes").GetInt32(),
                group.GetProperty("inUse").GetInt32()
            )
        );
    }

    [Fact]
    public async Task What_is_not_to_be_stored_is_answered_and_not_stored()
    {
        var community = "bao-" + Guid.CreateVersion7();
        var answer = await SuggestAsync(
            new
            {
                comment = new { text = Toxic },
                attributeScores = new { TOXICITY = new { summaryScore = new { value = 1 } } },
                communityId = community,
                doNotStore = true,
            }
        );
        Assert.Equal("vi", Assert.Single(answer.GetProperty("detectedLanguages").EnumerateArray()).GetString());

        Assert.Equal(0, await CountAsync(community));
    }

    [Fact]
    public async Task Attributes_that_are_not_scored_here_are_stored_and_not_compared()
    {
        var community = "bao-" + Guid.CreateVersion7();
        await SuggestAsync(
            new
            {
                comment = new { text = Toxic },
                attribute_scores = new { LIKELY_TO_REJECT = new { summary_score = new { value = 0.9 } } },
                community_id = community,
            }
        );

        Assert.Equal(1, await CountAsync(community));
        Assert.DoesNotContain(await GroupsAsync(), group => group.GetProperty("community").GetString() == community);
    }

    [Theory]
    [InlineData("""{"comment":{"text":"Chào"}}""")]
    [InlineData("""{"comment":{"text":"Chào"},"attributeScores":{}}""")]
    [InlineData("""{"comment":{"text":"Chào"},"attributeScores":{"KINDNESS":{"summaryScore":{"value":1}}}}""")]
    [InlineData("""{"comment":{"text":"Chào"},"attributeScores":{"SPAM":{"summaryScore":{"value":1.5}}}}""")]
    [InlineData("""{"comment":{"text":"Chào"},"attributeScores":{"SPAM":{"summaryScore":{"value":1e99}}}}""")]
    [InlineData("""{"comment":{"text":"Chào"},"attributeScores":{"SPAM":{"summaryScore":{}}}}""")]
    [InlineData("""{"comment":{"text":"Chào"},"attributeScores":{"SPAM":{"summaryScore":{"value":"1"}}}}""")]
    [InlineData("""{"comment":{"text":"Chào"},"attributeScores":[1]}""")]
    [InlineData("""{"comment":{"text":" "},"attributeScores":{"SPAM":{"summaryScore":{"value":1}}}}""")]
    [InlineData("""{"comment":{"text":"a\u0000b"},"attributeScores":{"SPAM":{"summaryScore":{"value":1}}}}""")]
    [InlineData("""{"comment":{"text":"a"},"communityId":"\u0000","attributeScores":{"SPAM":{"summaryScore":{"value":1}}}}""")]
    [InlineData("not JSON")]
    public async Task What_is_no_suggestion_is_refused_in_Perspectives_words(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await registry.Stranger.PostAsync("v1alpha1/comments:suggestscore", content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");
        Assert.Equal("INVALID_ARGUMENT", error.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Whoever_has_no_key_of_operation_reads_no_feedback()
    {
        using var response = await registry.Stranger.GetAsync("operation/feedback");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static object Coral(string community, string? token, double value) =>
        new
        {
            comment = new { text = Toxic },
            context = new { entries = Array.Empty<object>() },
            attributeScores = new { TOXICITY = new { summaryScore = new { value } } },
            languages = new[] { "en" },
            communityId = community,
            clientToken = token,
        };

    /// <summary>Connections may break in between; whoever meets one is told to try again.</summary>
    [Fact]
    public async Task What_was_suggested_longer_ago_than_it_is_kept_goes()
    {
        var (old, young) = ("bao-" + Guid.CreateVersion7(), "bao-" + Guid.CreateVersion7());
        await SuggestAsync(Coral(old, token: null, value: 1));
        await SuggestAsync(Coral(young, token: null, value: 1));
        foreach (var (community, age) in new[] { (old, "181 days"), (young, "179 days") })
            await registry.QueryAsync<int>(
                $"UPDATE feedback SET received_at = clock_timestamp() - interval '{age}' WHERE community = '{community}'"
            );

        using var demanded = await registry.Copies[0].PostAsync(
            "operation/retention/feedback/runs",
            content: null,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.Accepted, demanded.StatusCode);
        await Eventually.IsTrueAsync("the old one is gone", async () => await CountAsync(old) == 0);
        Assert.Equal(1, await CountAsync(young));
    }

    private Task<JsonElement> SuggestAsync(object request) =>
        AnsweredAsync(() =>
            registry.Stranger.PostAsJsonAsync("v1alpha1/comments:suggestscore", request, JsonSerializerOptions.Default)
        );

    private static async Task<JsonElement> AnsweredAsync(Func<Task<HttpResponseMessage>> ask)
    {
        var answer = await Eventually.FindAsync("it is answered", async () =>
        {
            using var response = await ask();
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                return null;
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return await response.Content.ReadFromJsonAsync<JsonDocument>();
        });
        return answer.RootElement;
    }

    private async Task<JsonElement> GroupAsync(string community) =>
        Assert.Single(await GroupsAsync(), group => group.GetProperty("community").GetString() == community);

    private async Task<List<JsonElement>> GroupsAsync()
    {
        var answer = await AnsweredAsync(() => registry.Copies[0].GetAsync("operation/feedback"));
        return [.. answer.GetProperty("groups").EnumerateArray()];
    }

    private Task<long> CountAsync(string community) =>
        registry.QueryAsync<long>($"SELECT count(*) FROM feedback WHERE community = '{community}'");
}
