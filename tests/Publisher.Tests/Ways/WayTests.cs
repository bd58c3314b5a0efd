using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

namespace Moderation.Publisher.Tests.Ways;

/// <summary>Where a comment has been, as the console asks Publisher.</summary>
public class WayTests(PublisherFixture publisher)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_published_and_who_was_told_is_said_with_times_and_without_a_word_of_it()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");

        using var response = await AskAsync(approved.CommentId, PublisherFixture.OperationKey);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        var way = JsonSerializer.Deserialize<JsonElement>(text);

        Assert.Equal(1, way.GetProperty("version").GetInt32());
        var steps = way.GetProperty("steps").EnumerateArray().ToList();
        var shown = Assert.Single(steps, step => step.GetProperty("station").GetString() == "publisher");
        Assert.Equal("published", shown.GetProperty("kind").GetString());
        var told = steps.Single(step => step.GetProperty("detail").GetString() == "site");
        Assert.Equal("approved.delivered", told.GetProperty("kind").GetString());
        Assert.False(told.GetProperty("waits").GetBoolean());
        Assert.NotEqual(default, told.GetProperty("at").GetDateTimeOffset());
        // One that answers 500 to everything.
        var waits = steps.Single(step => step.GetProperty("detail").GetString() == "failing");
        Assert.StartsWith("approved.", waits.GetProperty("kind").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Con đường", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_that_was_never_decided_has_no_steps_and_nobody_asks_without_the_key()
    {
        var id = Guid.CreateVersion7();
        using var unknown = await AskAsync(id, PublisherFixture.OperationKey);
        var way = await unknown.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal((0, 0), (way.GetProperty("version").GetInt32(), way.GetProperty("steps").GetArrayLength()));

        foreach (var key in new[] { null, "", Convert.ToBase64String(new byte[32]) })
        {
            using var refused = await AskAsync(id, key);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(Guid id, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"operation/ways/{id}");
        if (key is not null)
            request.Headers.Add("X-Operation-Key", key);
        return await publisher.Client.SendAsync(request, Cancellation);
    }
}
