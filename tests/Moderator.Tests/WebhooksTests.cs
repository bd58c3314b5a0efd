using System.Net;
using System.Net.Http.Json;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Tests;

/// <summary>The console's way to Publisher; what that does is proved where Publisher is.</summary>
public sealed class WebhooksTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task Without_Publisher_the_page_says_what_is_to_be_set_and_nothing_else_is_hurt()
    {
        using var client = await moderator.SignedInAsync("Người vận hành webhook", Role.Operator);

        using var answer = await client.GetAsync("/api/webhooks");
        using var refused = await client.PostAsJsonAsync("/api/webhooks/site/resend", new { since = "2026-11-24T08:00:00Z" });

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var problem = await answer.JsonAsync();
        Assert.Equal("publisher-not-configured", problem.GetProperty("code").GetString());
        Assert.Contains("Publisher:Key", problem.GetProperty("vi").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }
}
