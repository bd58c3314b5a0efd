using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Moderation.Contracts;
using Moderation.Testing;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

namespace Moderation.Publisher.Tests.Webhooks;

public class WebhookSenderTests(PublisherFixture publisher)
{
    private static readonly string[] ApprovedMembers =
    [
        "approvedAt",
        "articleId",
        "badge",
        "content",
        "edited",
        "featured",
        "id",
        "name",
        "parentId",
        "revision",
        "submittedAt",
        "title",
        "version",
    ];

    private static readonly string[] RetractedMembers = ["articleId", "id", "retractedAt", "revision", "version"];

    [Fact]
    public async Task A_site_is_told_of_an_approval_and_of_its_retraction()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        var told = Assert.Single(await PublisherFixture.ReceivedAsync(publisher.Site, approved.CommentId));
        Assert.Equal(
            ("comment.approved", approved.Text.Content, 1),
            (told.Type, told.Data.GetProperty("content").GetString(), told.Data.GetProperty("version").GetInt32())
        );
        Assert.Equal(ApprovedMembers, Members(told));
        Assert.Equal(approved.ApprovedAt, told.Json.GetProperty("timestamp").GetDateTimeOffset());
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");

        await publisher.DecideAsync(Retracted(approved));
        var withdrawn = (await PublisherFixture.ReceivedAsync(publisher.Site, approved.CommentId, 2))[1];
        Assert.Equal(("comment.retracted", 2), (withdrawn.Type, withdrawn.Data.GetProperty("version").GetInt32()));
        Assert.Equal(RetractedMembers, Members(withdrawn));
        Assert.NotEqual(told.Id, withdrawn.Id);
    }

    [Fact]
    public async Task A_site_is_told_whether_the_text_was_edited()
    {
        var (plain, edited) = (Approved(NewArticle()), Approved(NewArticle()) with { Edited = true });
        await publisher.DecideAsync(plain, edited);

        Assert.False(
            (await PublisherFixture.ReceivedAsync(publisher.Site, plain.CommentId))[0].Data.GetProperty("edited").GetBoolean()
        );
        Assert.True(
            (await PublisherFixture.ReceivedAsync(publisher.Site, edited.CommentId))[0].Data.GetProperty("edited").GetBoolean()
        );
    }

    [Fact]
    public async Task The_signature_is_the_one_of_Standard_Webhooks()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        var webhook = (await PublisherFixture.ReceivedAsync(publisher.Site, approved.CommentId))[0];
        Assert.Equal(Sign(webhook, PublisherFixture.Secret), webhook.Signature);
        Assert.StartsWith("application/json", webhook.ContentType, StringComparison.Ordinal);
        var age =
            webhook.ReceivedAt - DateTimeOffset.FromUnixTimeSeconds(long.Parse(webhook.Timestamp, CultureInfo.InvariantCulture));
        Assert.InRange(age, TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task While_a_secret_rotates_both_signatures_are_sent()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        var webhook = (await PublisherFixture.ReceivedAsync(publisher.Rotating, approved.CommentId))[0];
        Assert.Equal(
            $"{Sign(webhook, PublisherFixture.Secret)} {Sign(webhook, PublisherFixture.PreviousSecret)}",
            webhook.Signature
        );
    }

    [Fact]
    public async Task Hostile_text_arrives_unchanged()
    {
        const string hostile = "</script><img src=x onerror=alert(1)> \" ' & \\ \u202e \u2028 👩‍👧 ế";
        var approved = Approved(NewArticle());
        approved = approved with { Text = approved.Text with { Content = hostile } };
        await publisher.DecideAsync(approved);
        Assert.Equal(
            hostile,
            (await PublisherFixture.ReceivedAsync(publisher.Site, approved.CommentId))[0].Data.GetProperty("content").GetString()
        );
    }

    /// <summary>
    /// What Intake accepts at most: contents of 8,192 bytes and 2,000 characters, with those that JSON escapes, or .NET would.
    /// </summary>
    public static TheoryData<string> Longest =>
        [
            Repeat("👍🏽", 1024),
            Repeat("👨‍👩‍👧‍👦", 327),
            Repeat("ế<", 2000),
            Repeat("\u0605", 4095) + "a",
            "a" + Repeat("\U000e0061", 2047),
            Repeat("\r\n", 1999) + "a" + Repeat("\u0302", 2096),
            Repeat("\"", 1999) + "a" + Repeat("\u0302", 3096),
        ];

    [Theory]
    [MemberData(nameof(Longest))]
    public async Task The_longest_comment_stays_under_20_kB(string content)
    {
        Assert.InRange(Encoding.UTF8.GetByteCount(content), 8_000, 8_192);
        var approved = Approved(Repeat("a", 64) + NewArticle()) with
        {
            ParentId = Guid.CreateVersion7(),
            // Its longest name has 960 bytes, its longest title 2,400.
            Text = new CommentText
            {
                Name = Repeat("\"", 59) + Repeat("\u200d", 300),
                Title = Repeat("\\", 149) + Repeat("\U000e0061", 562),
                Content = content,
            },
        };
        await publisher.DecideAsync(approved);
        var webhook = (await PublisherFixture.ReceivedAsync(publisher.Site, approved.CommentId))[0];
        Assert.InRange(webhook.Body.Length, 8_000, 20_000);
        Assert.Equal(content, webhook.Data.GetProperty("content").GetString());
    }

    [Fact]
    public async Task What_a_site_fails_to_take_is_sent_again_with_the_same_id_and_body_and_every_attempt_is_logged()
    {
        var approved = Approved(NewArticle());
        publisher.Site.Answer(
            approved.CommentId,
            Site.Status(HttpStatusCode.InternalServerError),
            Site.Status(HttpStatusCode.BadGateway)
        );
        await publisher.DecideAsync(approved);
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");
        var attempts = publisher.Site.Of(approved.CommentId);
        Assert.Equal(3, attempts.Count);
        Assert.Single(attempts.Select(a => (a.Id, Encoding.UTF8.GetString(a.Body))).Distinct());
        Assert.Equal("500 502 204", await publisher.AttemptsAsync(approved.CommentId, "site"));
    }

    [Fact]
    public async Task A_site_that_does_not_answer_in_time_is_asked_again()
    {
        var approved = Approved(NewArticle());
        publisher.Site.Answer(approved.CommentId, context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await publisher.DecideAsync(approved);
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");
        Assert.Equal("timeout 204", await publisher.AttemptsAsync(approved.CommentId, "site"));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_site_that_asks_for_patience_gets_it(HttpStatusCode status)
    {
        var approved = Approved(NewArticle());
        publisher.Site.Answer(approved.CommentId, Site.Status(status, ("Retry-After", "3")));
        await publisher.DecideAsync(approved);
        var attempts = await PublisherFixture.ReceivedAsync(publisher.Site, approved.CommentId, 2);
        Assert.True(attempts[1].ReceivedAt - attempts[0].ReceivedAt >= TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_is_not_followed()
    {
        var approved = Approved(NewArticle());
        publisher.Site.Answer(
            approved.CommentId,
            Site.Status(HttpStatusCode.TemporaryRedirect, ("Location", new Uri(publisher.Inside.Url, "/stolen").ToString()))
        );
        await publisher.DecideAsync(approved);
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");
        Assert.Equal("307 204", await publisher.AttemptsAsync(approved.CommentId, "site"));
        Assert.Empty(publisher.Inside.Received);
    }

    [Fact]
    public async Task A_version_that_waits_is_superseded_by_the_next_and_never_sent()
    {
        var approved = Approved(NewArticle());
        publisher.Site.Answer(approved.CommentId, Site.Status(HttpStatusCode.TooManyRequests, ("Retry-After", "3600")));
        await publisher.DecideAsync(approved);
        await Eventually.IsTrueAsync(
            "it waits for an hour",
            async () =>
                await publisher.QueryAsync<bool>(
                    "SELECT due_at > clock_timestamp() + interval '50 minutes' FROM deliveries "
                        + "WHERE comment_id = @CommentId AND endpoint = 'site'",
                    approved
                )
        );
        await publisher.DecideAsync(Retracted(approved));
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 2, "site");
        Assert.Equal("superseded", await publisher.DeliveryAsync(approved.CommentId, 1, "site"));
        Assert.Equal(["comment.approved", "comment.retracted"], publisher.Site.Of(approved.CommentId).Select(w => w.Type));
    }

    [Fact]
    public async Task A_version_waits_until_the_one_before_has_its_answer()
    {
        var approved = Approved(NewArticle());
        var answered = new TaskCompletionSource<int>();
        var retracted = new TaskCompletionSource();
        publisher.Site.Answer(approved.CommentId, async _ =>
        {
            await retracted.Task;
            answered.SetResult(publisher.Site.Of(approved.CommentId).Count);
        });
        await publisher.DecideAsync(approved);
        await PublisherFixture.ReceivedAsync(publisher.Site, approved.CommentId);
        await publisher.DecideAsync(Retracted(approved));
        // One that comes later has arrived, so that the retraction had its chance to overtake.
        var later = Approved(approved.ArticleId);
        await publisher.DecideAsync(later);
        await PublisherFixture.ReceivedAsync(publisher.Site, later.CommentId);
        retracted.SetResult();
        Assert.Equal(1, await answered.Task);
        Assert.Equal("comment.retracted", (await PublisherFixture.ReceivedAsync(publisher.Site, approved.CommentId, 2))[1].Type);
    }

    [Fact]
    public async Task What_was_never_sent_because_the_sender_died_is_sent_when_its_claim_has_passed()
    {
        var approved = Approved(NewArticle());
        publisher.Site.Answer(approved.CommentId, Site.Status(HttpStatusCode.TooManyRequests, ("Retry-After", "3600")));
        await publisher.DecideAsync(approved);
        await Eventually.IsTrueAsync(
            "it was tried",
            async () => await publisher.AttemptsAsync(approved.CommentId, "site") == "429"
        );
        // What such a death leaves behind.
        await publisher.QueryAsync<int>(
            "UPDATE deliveries SET due_at = clock_timestamp(), claimed_until = clock_timestamp() + interval '2 seconds' "
                + "WHERE comment_id = @CommentId AND endpoint = 'site'",
            approved
        );
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static IEnumerable<string> Members(Webhook webhook) =>
        webhook.Data.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal);

    private static string Sign(Webhook webhook, string secret)
    {
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
        return "v1,"
            + Convert.ToBase64String(
                hmac.ComputeHash([.. Encoding.UTF8.GetBytes($"{webhook.Id}.{webhook.Timestamp}."), .. webhook.Body])
            );
    }
}
