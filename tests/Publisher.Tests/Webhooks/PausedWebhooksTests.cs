using System.Net.Http.Json;
using Moderation.ServiceDefaults;
using Moderation.Testing;
using Xunit;

namespace Moderation.Publisher.Tests.Webhooks;

/// <summary>What waits while an operator has paused the sending of webhooks.</summary>
public sealed class PausedWebhooksTests(PublisherFixture publisher)
{
    [Fact]
    public async Task No_site_is_told_anything_while_webhooks_are_paused_and_everything_afterwards()
    {
        await OperateAsync(HttpMethod.Put, new { reason = "Trang tin bảo trì", by = "Lan" });
        try
        {
            await Eventually.IsTrueAsync("the sender knows", () => Task.FromResult(publisher.IsPaused(Stations.Webhooks)));
            var approved = Decisions.Approved(Decisions.NewArticle());
            await publisher.DecideAsync(approved);
            await Eventually.IsTrueAsync("it has been due for longer than the sender ever waits", () =>
                publisher.QueryAsync<bool>(
                    """
                    SELECT status = 'waiting' AND due_at < clock_timestamp() - interval '1.5 seconds'
                    FROM deliveries WHERE comment_id = @CommentId AND endpoint = 'site'
                    """,
                    new { approved.CommentId }
                )
            );
            Assert.Empty(publisher.Site.Of(approved.CommentId));
            await OperateAsync(HttpMethod.Delete, null);
            await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");
            Assert.Single(publisher.Site.Of(approved.CommentId));
        }
        finally
        {
            await publisher.QueryAsync<int>("DELETE FROM pauses", new { });
        }
    }

    private async Task OperateAsync(HttpMethod method, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri("/operation/pauses/webhooks", UriKind.Relative));
        request.Headers.Add(OperationKey.Header, PublisherFixture.OperationKey);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var answer = await publisher.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
