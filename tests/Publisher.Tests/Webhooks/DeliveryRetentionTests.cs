using System.Text.Json;
using Moderation.Testing;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

namespace Moderation.Publisher.Tests.Webhooks;

public class DeliveryRetentionTests(PublisherFixture publisher)
{
    [Fact]
    public async Task Finished_deliveries_are_deleted_with_their_attempts_after_90_days_and_what_waits_is_kept()
    {
        var (old, young, waiting) = (Approved(NewArticle()), Approved(NewArticle()), Approved(NewArticle()));
        await publisher.DecideAsync(old, young, waiting);
        foreach (var comment in new[] { old, young, waiting })
            await publisher.DeliveryIsAsync("delivered", comment.CommentId, 1, "site");
        await FinishedAsync(young.CommentId, "89 days");
        await publisher.QueryAsync<int>(
            """
            UPDATE deliveries SET status = 'waiting', due_at = clock_timestamp() - interval '91 days',
                claimed_until = clock_timestamp() + interval '1 hour'
            WHERE comment_id = @CommentId AND endpoint = 'site'
            """,
            waiting
        );
        await FinishedAsync(old.CommentId, "91 days");

        await Eventually.IsTrueAsync(
            "the old one is deleted",
            async () => await publisher.DeliveryAsync(old.CommentId, 1, "site") is null
        );
        Assert.Null(await publisher.AttemptsAsync(old.CommentId, "site"));
        Assert.Equal("delivered", await publisher.DeliveryAsync(young.CommentId, 1, "site"));
        Assert.Equal("waiting", await publisher.DeliveryAsync(waiting.CommentId, 1, "site"));
        await Eventually.IsTrueAsync("it is written down what went", async () => await RemovedAsync("deliveries"));
        Assert.Equal(old.Text.Content, Assert.Single((await publisher.PageAsync(old.ArticleId)).Comments).Content);
    }

    /// <summary>As operators are told it.</summary>
    private async Task<bool> RemovedAsync(string kind)
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        var told = await client.GetStringAsync(
            new Uri(publisher.Operations, "retention"),
            TestContext.Current.CancellationToken
        );
        return JsonSerializer.Deserialize<JsonElement[]>(told)!
            .Single(one => one.GetProperty("kind").GetString() == kind)
            .GetProperty("runs")
            .EnumerateArray()
            .Any(run => run.GetProperty("removed").GetInt64() > 0);
    }

    private Task<int> FinishedAsync(Guid commentId, string age) =>
        publisher.QueryAsync<int>(
            "UPDATE deliveries SET due_at = clock_timestamp() - @age::interval "
                + "WHERE comment_id = @commentId AND endpoint = 'site'",
            new { commentId, age }
        );
}
