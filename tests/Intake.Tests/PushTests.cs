using System.Net;
using System.Text.Json;
using Dapper;
using Moderation.Contracts;
using Moderation.Testing;
using Xunit;
using static Moderation.Intake.Tests.Decisions;

namespace Moderation.Intake.Tests;

/// <summary>Browsers show their owners what becomes of their comments.</summary>
public sealed class PushTests(IntakeUnderTest intake)
{
    [Fact]
    public async Task A_browser_shows_decisions_and_replies_without_a_word_of_a_comment()
    {
        var article = IntakeUnderTest.NewArticle();
        var (id, track) = await intake.SubmitAsync(article: article);
        var browser = intake.Push.Subscribe(await KeyAsync(track));
        Assert.Equal(1, (await SubscribeAsync(track, browser.Subscription)).Json.GetProperty("browsers").GetInt32());
        Assert.Equal(1, (await SubscribeAsync(track, browser.Subscription)).Json.GetProperty("browsers").GetInt32());
        await intake.PublishAsync(Approved(id, 1));
        await browser.ReceivedAsync(1);
        await intake.StatusBecomesAsync(track, "approved");
        var reply = Comments.With("parentId", id.ToString());
        reply["article"] = new System.Text.Json.Nodes.JsonObject { ["url"] = "https://bao.example.vn/bai" };
        var (answer, answered) = await intake.SubmitAsync(reply, article);
        await intake.PublishAsync(Approved(answer, 1));
        await browser.ReceivedAsync(2);
        await intake.StatusBecomesAsync(answered, "approved");
        await intake.PublishAsync(Rejected(id, 2, RejectReason.Spam));

        var shown = await browser.ReceivedAsync(3);
        Assert.Equal(
            [
                ("Bình luận của bạn: Đã đăng", IntakeUnderTest.PublicUrl + track),
                ("Có trả lời cho bình luận của bạn", "https://bao.example.vn/bai"),
                ("Bình luận của bạn: Không được đăng", IntakeUnderTest.PublicUrl + track),
            ],
            shown.Select(notice => (notice.GetProperty("title").GetString(), notice.GetProperty("url").GetString()))
        );
        foreach (var member in new[] { "name", "title", "content" })
            Assert.DoesNotContain(Comments.Valid()[member]!.GetValue<string>(), string.Concat(shown));
        Assert.DoesNotContain(browser.Endpoint, intake.Logs.Text, StringComparison.Ordinal);

        Assert.Contains(browser.Endpoint, (await intake.TrackAsync(track + "/export")).Body, StringComparison.Ordinal);
        Assert.Equal(303, (await intake.ActAsync(track + "/notices/browser/stop", "text/html")).Status);
        Assert.Equal(0, (await intake.TrackAsync(track, "application/json")).Json.GetProperty("browsers").GetInt32());
    }

    [Fact]
    public async Task A_browser_that_is_gone_is_forgotten_and_one_that_is_busy_is_tried_again()
    {
        var (id, track) = await intake.SubmitAsync();
        var key = await KeyAsync(track);
        var (gone, busy) = (intake.Push.Subscribe(key, refusal: 410), intake.Push.Subscribe(key, refusal: 503));
        await SubscribeAsync(track, gone.Subscription);
        await SubscribeAsync(track, busy.Subscription);
        await intake.PublishAsync(Approved(id, 1));

        await Eventually.IsTrueAsync("one is forgotten", async () =>
            (await intake.TrackAsync(track, "application/json")).Json.GetProperty("browsers").GetInt32() == 1
        );
        await using var connection = await intake.Database.Source.OpenConnectionAsync();
        // What would be so after the first delay.
        const string due = """
            UPDATE notices SET due_at = clock_timestamp() WHERE about_id = @id AND attempts = 1 AND status = 'waiting'
            """;
        await Eventually.IsTrueAsync("it waits", async () => await connection.ExecuteAsync(due, new { id }) == 1);
        await busy.ReceivedAsync(1);
        Assert.Equal((1, 0), (gone.Attempts, gone.Notices.Count));
        Assert.Equal(2, busy.Attempts);
    }

    [Fact]
    public async Task Nothing_is_sent_to_hosts_that_are_no_push_services()
    {
        var (_, track) = await intake.SubmitAsync();
        var good = intake.Push.Subscribe(await KeyAsync(track));
        var json = JsonSerializer.SerializeToElement(good.Subscription);
        var (p256dh, auth) = (
            json.GetProperty("keys").GetProperty("p256dh").GetString()!,
            json.GetProperty("keys").GetProperty("auth").GetString()!
        );
        foreach (
            var (endpoint, code) in new[]
            {
                ("https://169.254.169.254/latest/meta-data", "unknown-push-service"),
                ("https://localhost/x", "unknown-push-service"),
                ("https://fcm.googleapis.com.evil.example/x", "unknown-push-service"),
                ("https://[::ffff:127.0.0.1]/x", "unknown-push-service"),
                ("http://fcm.googleapis.com/x", "invalid-push-subscription"),
                ("https://an:b@127.0.0.1/x", "invalid-push-subscription"),
                ("file:///etc/passwd", "invalid-push-subscription"),
                ("không phải", "invalid-push-subscription"),
                (good.Endpoint + new string('x', 1_000), "invalid-push-subscription"),
            }
        )
        {
            var refused = await SubscribeAsync(track, new { endpoint, keys = new { p256dh, auth } });
            Assert.Equal((400, "invalid-fields"), (refused.Status, refused.Problem));
            Assert.Equal([$"endpoint: {code}"], refused.FieldErrors);
        }
        var offCurve = Convert.ToBase64String([0x04, .. new byte[63], 1]).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        foreach (var wrong in new[] { "", "AAAA", "%%%", offCurve, p256dh + "=x" })
        {
            var refused = await SubscribeAsync(track, new { endpoint = good.Endpoint, keys = new { p256dh = wrong, auth } });
            Assert.Equal(["keys.p256dh: invalid-push-subscription"], refused.FieldErrors);
        }
        var secretless = await SubscribeAsync(track, new { endpoint = good.Endpoint, keys = new { p256dh } });
        Assert.Equal(["keys.auth: invalid-push-subscription"], secretless.FieldErrors);
        Assert.Equal("unknown-link", (await SubscribeAsync("/track/AAAAAAAAAAAAAAAAAAAAAA", good.Subscription)).Problem);

        foreach (var _ in Enumerable.Range(0, 5))
            Assert.Equal(200, (await SubscribeAsync(track, intake.Push.Subscribe("").Subscription)).Status);
        Assert.Equal((409, "too-many-browsers"), Of(await SubscribeAsync(track, good.Subscription)));
        await intake.ActAsync(track + "/erase", "application/json");
        Assert.Equal((409, "comment-withdrawn"), Of(await SubscribeAsync(track, good.Subscription)));
        Assert.DoesNotContain(intake.Push.Url, (await intake.TrackAsync(track + "/export")).Body, StringComparison.Ordinal);

        static (int, string) Of(Answer answer) => (answer.Status, answer.Problem);
    }

    [Fact]
    public async Task The_worker_shows_what_is_pushed_and_the_page_is_where_it_is_offered()
    {
        Assert.Equal("", await Node.RunAsync("notices.mjs"));
        var (_, track) = await intake.SubmitAsync();
        var page = await intake.TrackAsync(track + "/notices");
        Assert.Contains("/notices.js", page.Body, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", page.Response.Headers.GetValues("Content-Security-Policy").Single());
        var sent = await IntakeUnderTest.SendAsync(intake.Public, Comments.Valid());
        var off = await intake.Public.GetStringAsync(new Uri(sent.TrackingUrl).AbsolutePath + "/notices");
        Assert.DoesNotContain("notices.js", off, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"email\"", off, StringComparison.Ordinal);
    }

    private Task<Answer> SubscribeAsync(string track, object browser) =>
        intake.ActWithJsonAsync(track + "/notices/browser", browser);

    private async Task<string> KeyAsync(string track)
    {
        var page = WebUtility.HtmlDecode((await intake.TrackAsync(track + "/notices")).Body);
        return page.Split("data-key=\"")[1].Split('"')[0];
    }
}
