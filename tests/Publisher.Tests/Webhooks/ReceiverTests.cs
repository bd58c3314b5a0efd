using System.Text;
using Microsoft.AspNetCore.Http;
using Moderation.Testing;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

namespace Moderation.Publisher.Tests.Webhooks;

/// <summary>What we send, as receivers take it that use the standard's own libraries.</summary>
public class ReceiverTests(PublisherFixture publisher)
{
    [Fact]
    public async Task The_standards_libraries_take_what_we_sign_and_refuse_what_somebody_changed()
    {
        var approved = Approved(NewArticle());
        approved = approved with { Text = approved.Text with { Content = "Cầu mới “đẹp” \u2028 & 👩‍👧 <b>" } };
        await publisher.DecideAsync(approved);
        var webhook = (await PublisherFixture.ReceivedAsync(publisher.Site, approved.CommentId))[0];
        var rotating = (await PublisherFixture.ReceivedAsync(publisher.Rotating, approved.CommentId))[0];

        Assert.Equal("comment.approved", await TakenInJavaScriptAsync(webhook, PublisherFixture.Secret));
        Assert.True(IsTaken(webhook, PublisherFixture.Secret));
        foreach (var secret in new[] { PublisherFixture.Secret, PublisherFixture.PreviousSecret })
            Assert.Equal("comment.approved", await TakenInJavaScriptAsync(rotating, secret));
        // The one for .NET looks at the first signature alone.
        Assert.True(IsTaken(rotating, PublisherFixture.Secret));

        var body = BodyOf(webhook).Replace("mới", "cũ", StringComparison.Ordinal);
        var changed = webhook with { Body = Encoding.UTF8.GetBytes(body) };
        Assert.NotEqual(webhook.Body, changed.Body);
        foreach (var wrong in new[] { changed, webhook with { Id = "msg_other" }, webhook with { Timestamp = "1700000000" } })
        {
            Assert.Equal("refused", await TakenInJavaScriptAsync(wrong, PublisherFixture.Secret));
            Assert.False(IsTaken(wrong, PublisherFixture.Secret));
        }
    }

    private static string BodyOf(Webhook webhook) => Encoding.UTF8.GetString(webhook.Body);

    private static Task<string> TakenInJavaScriptAsync(Webhook webhook, string secret) =>
        Node.RunAsync("webhook.cjs", secret, webhook.Id, webhook.Timestamp, webhook.Signature, BodyOf(webhook));

    private static bool IsTaken(Webhook webhook, string secret)
    {
        var headers = new HeaderDictionary
        {
            ["webhook-id"] = webhook.Id,
            ["webhook-timestamp"] = webhook.Timestamp,
            ["webhook-signature"] = webhook.Signature,
        };
        try
        {
            new StandardWebhooks.StandardWebhook(secret).Verify(BodyOf(webhook), headers);
            return true;
        }
        catch (StandardWebhooks.Diagnostics.WebhookVerificationException)
        {
            return false;
        }
    }
}
