using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Testing;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

namespace Moderation.Publisher.Tests.Webhooks;

public class EndpointTests(PublisherFixture publisher)
{
    [Fact]
    public async Task An_endpoint_on_this_machine_is_refused_unless_it_is_allowed()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        await Eventually.IsTrueAsync("the refusal is logged", async () =>
            await publisher.QueryAsync<bool>(
                "SELECT EXISTS (SELECT 1 FROM attempts WHERE endpoint = 'inside' AND error = 'address-refused')",
                new { }
            )
        );
        Assert.Empty(publisher.Inside.Received);
    }

    [Fact]
    public async Task A_site_that_was_down_gets_everything_within_a_minute_after_it_is_back()
    {
        var article = NewArticle();
        await publisher.Restarting.CloseAsync();
        var comments = Enumerable.Range(0, 20).Select(minute => Approved(article, minute: minute)).ToArray();
        await publisher.DecideAsync(comments);
        await Eventually.IsTrueAsync("the failures opened the circuit", async () =>
            await publisher.QueryAsync<bool>(
                "SELECT count(*) >= 8 FROM attempts WHERE endpoint = 'restarting' AND error = 'connection'",
                new { }
            )
        );
        await publisher.Restarting.OpenAsync();
        await Eventually.IsTrueAsync(
            "all arrived",
            () => Task.FromResult(comments.All(c => publisher.Restarting.Of(c.CommentId).Count == 1))
        );
        foreach (var comment in comments)
            await publisher.DeliveryIsAsync("delivered", comment.CommentId, 1, "restarting");
    }

    [Fact]
    public async Task An_endpoint_that_answers_410_is_disabled_and_told_nothing_more()
    {
        await publisher.DecideAsync(Approved(NewArticle()));
        await DisabledAsync("gone", "gone");
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");
        Assert.Equal("waiting", await publisher.DeliveryAsync(approved.CommentId, 1, "gone"));
        Assert.Empty(publisher.Gone.Of(approved.CommentId));
    }

    [Fact]
    public async Task An_endpoint_that_refuses_to_the_end_of_the_schedule_is_disabled_and_health_says_so()
    {
        await publisher.DecideAsync(Approved(NewArticle()));
        // As if the schedule had been gone through, but not the time: a circuit that is open for longer than the schedule
        // disables the endpoint too,
        // and gives nothing up. What other tests send may disable it in this way meanwhile; it is then enabled again.
        await Eventually.IsTrueAsync(
            "a delivery to failing is given up",
            async () =>
            {
                await publisher.QueryAsync<int>(
                    """
                    UPDATE deliveries SET attempts = 1000, started_at = clock_timestamp(),
                        due_at = least(due_at, clock_timestamp())
                    WHERE endpoint = 'failing' AND status = 'waiting';
                    UPDATE endpoints SET status = 'active', disabled_reason = NULL, disabled_at = NULL WHERE name = 'failing'
                        AND NOT EXISTS (SELECT 1 FROM deliveries WHERE endpoint = 'failing' AND status = 'given_up');
                    """,
                    new { }
                );
                return await publisher.QueryAsync<bool>(
                    "SELECT EXISTS (SELECT 1 FROM deliveries WHERE endpoint = 'failing' AND status = 'given_up')",
                    new { }
                );
            }
        );
        await DisabledAsync("failing", "gave-up");
        using var response = await publisher.Client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        var health = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "Degraded"),
            (response.StatusCode, health.GetProperty("checks").GetProperty("webhooks").GetString())
        );
    }

    [Fact]
    public async Task A_comment_that_a_working_site_refuses_to_the_end_is_given_up_alone()
    {
        var approved = Approved(NewArticle());
        publisher.Site.Answer(
            approved.CommentId,
            Site.Status(HttpStatusCode.TooManyRequests, ("Retry-After", "3600")),
            Site.Status(HttpStatusCode.BadRequest)
        );
        await publisher.DecideAsync(approved);
        await Eventually.IsTrueAsync(
            "it was tried",
            async () => await publisher.AttemptsAsync(approved.CommentId, "site") == "429"
        );
        var other = Approved(NewArticle());
        await publisher.DecideAsync(other);
        await publisher.DeliveryIsAsync("delivered", other.CommentId, 1, "site");
        await publisher.QueryAsync<int>(
            "UPDATE deliveries SET attempts = 1000, due_at = clock_timestamp(), started_at = started_at - interval '3 days' "
                + "WHERE comment_id = @CommentId AND endpoint = 'site'",
            approved
        );
        await publisher.DeliveryIsAsync("given_up", approved.CommentId, 1, "site");
        Assert.Equal("active", await publisher.QueryAsync<string>("SELECT status FROM endpoints WHERE name = 'site'", new { }));
    }

    private Task DisabledAsync(string endpoint, string reason) =>
        Eventually.IsTrueAsync(
            $"{endpoint} is disabled ({reason})",
            async () =>
                await publisher.QueryAsync<string>(
                    "SELECT disabled_reason FROM endpoints WHERE name = @endpoint AND status = 'disabled'",
                    new { endpoint }
                ) == reason
        );
}
