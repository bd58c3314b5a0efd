using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Testing;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

namespace Moderation.Publisher.Tests.Webhooks;

/// <summary>Webhooks operated over HTTP, as the console does.</summary>
public class OperationTests(PublisherFixture publisher)
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public async Task Nobody_operates_webhooks_without_the_key(string? key)
    {
        foreach (var (method, path) in new[] { ("GET", ""), ("GET", "/site/deliveries"), ("POST", "/site/test") })
        {
            var answer = await AskAsync(method, path, key: key);
            Assert.Equal((HttpStatusCode.Unauthorized, "operation-key-required"), (answer.Status, answer.Code));
        }
    }

    [Fact]
    public async Task Endpoints_and_deliveries_are_told_of_without_a_word_of_a_comment_or_the_path_of_an_address()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");

        var endpoints = await AskAsync("GET", "");
        var site = endpoints.Json.EnumerateArray().Single(e => e.GetProperty("name").GetString() == "site");
        Assert.Equal("active", site.GetProperty("status").GetString());
        Assert.Equal(publisher.Site.Url.GetLeftPart(UriPartial.Authority), site.GetProperty("url").GetString());
        Assert.True(site.GetProperty("delivered").GetInt32() > 0);

        var first = await AskAsync("GET", "/site/deliveries?status=delivered");
        var found = await FindAsync(approved.CommentId);
        Assert.Equal(204, found.GetProperty("statusCode").GetInt32());
        Assert.Equal("comment.approved", found.GetProperty("type").GetString());
        Assert.DoesNotContain("Con đường", first.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-query"), await RefusedAsync("GET", "/site/deliveries?status=lost"));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-query"), await RefusedAsync("GET", "/site/deliveries?cursor=x"));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await RefusedAsync("GET", "/nobody/deliveries"));
    }

    [Fact]
    public async Task A_test_is_signed_like_any_webhook_and_says_what_the_endpoint_answered()
    {
        var taken = (await AskAsync("POST", "/site/test")).Json;
        Assert.True(taken.GetProperty("accepted").GetBoolean());
        Assert.Equal(204, taken.GetProperty("statusCode").GetInt32());
        var test = Assert.Single(publisher.Site.Received, webhook => webhook.Type == "webhook.test");
        Assert.StartsWith("v1,", test.Signature, StringComparison.Ordinal);

        var refused = (await AskAsync("POST", "/inside/test")).Json;
        Assert.False(refused.GetProperty("accepted").GetBoolean());
        // Once it was refused often enough it is left alone.
        Assert.True(refused.GetProperty("error").GetString() is "address-refused" or "circuit-open");
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await RefusedAsync("POST", "/nobody/test"));
    }

    [Fact]
    public async Task One_delivery_or_all_since_a_moment_are_sent_again_and_nothing_else_is_taken()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");
        var id = publisher.Site.Of(approved.CommentId)[0].Id;

        var answer = await AskAsync("POST", "/site/resend", new { delivery = id });
        Assert.Equal(1, answer.Json.GetProperty("count").GetInt32());
        Assert.Equal([id, id], (await PublisherFixture.ReceivedAsync(publisher.Site, approved.CommentId, 2)).Select(w => w.Id));

        object[] wrongs =
        [
            new { },
            new { since = "29/11/2026" },
            new { since = "2026-11-24T08:00+07:00", delivery = id },
            new { delivery = id, until = "2026-11-24T08:00+07:00" },
            new { since = "2026-11-24T08:00+07:00", until = "hôm qua" },
            new { since = "2026-11-24T08:00+07:00", until = "2026-11-24T08:00+08:00" },
        ];
        foreach (var wrong in wrongs)
            Assert.Equal((HttpStatusCode.BadRequest, "invalid-resend"), await RefusedAsync("POST", "/site/resend", wrong));
        Assert.Equal((HttpStatusCode.Conflict, "endpoint-active"), await RefusedAsync("POST", "/site/enable"));
        var before = await AskAsync("POST", "/site/resend", new { since = "2020-01-01T00:00Z", until = "2020-01-02T00:00Z" });
        Assert.Equal(0, before.Json.GetProperty("count").GetInt32());

        await publisher.DecideAsync(Approved(NewArticle()));
        await Eventually.IsTrueAsync("it is disabled", async () =>
            await publisher.QueryAsync<string>("SELECT status FROM endpoints WHERE name = 'gone'", new { }) == "disabled"
        );
        Assert.Equal(
            (HttpStatusCode.Conflict, "endpoint-disabled"),
            await RefusedAsync("POST", "/gone/resend", new { since = "2026-11-24T08:00:00Z" })
        );
    }

    private async Task<JsonElement> FindAsync(Guid commentId)
    {
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await AskAsync("GET", $"/site/deliveries?status=delivered&cursor={cursor}")).Json;
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                if (item.GetProperty("commentId").GetGuid() == commentId)
                    return item;
            }
            cursor = page.GetProperty("next").GetString();
        }
        throw new InvalidOperationException($"No page holds {commentId}.");
    }

    [Fact]
    public async Task Of_what_was_taken_back_it_is_said_who_has_not_taken_that_in()
    {
        var (approved, shown) = (Approved(NewArticle()), Approved(NewArticle()));
        await publisher.DecideAsync(approved, shown);
        var receipt = Assert.Single(await ReceiptsAsync(shown.CommentId, Guid.CreateVersion7()));
        Assert.True(receipt.GetProperty("isPublished").GetBoolean());

        await publisher.DecideAsync(Retracted(approved));
        await Eventually.IsTrueAsync("the site has taken it in", async () =>
            (await ReceiptsAsync(approved.CommentId)).All(left => !Waiting(left).Contains("site"))
        );
        // It refuses all that it is sent.
        receipt = Assert.Single(await ReceiptsAsync(approved.CommentId));
        Assert.False(receipt.GetProperty("isPublished").GetBoolean());
        Assert.Contains("inside", Waiting(receipt));
        foreach (var query in new[] { "", "?comments=", "?comments=x", "?comments=" + string.Join(',', new Guid[101]) })
            Assert.Equal((HttpStatusCode.BadRequest, "invalid-query"), await RefusedAsync("GET", "/../receipts" + query));
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync("GET", "/../receipts", key: null)).Status);

        async Task<IEnumerable<JsonElement>> ReceiptsAsync(params Guid[] ids) =>
            (await AskAsync("GET", "/../receipts?comments=" + string.Join(',', ids))).Json.EnumerateArray();

        static IEnumerable<string?> Waiting(JsonElement left) =>
            left.GetProperty("waiting").EnumerateArray().Select(name => name.GetString());
    }

    private async Task<(HttpStatusCode, string?)> RefusedAsync(string method, string path, object? body = null)
    {
        var answer = await AskAsync(method, path, body);
        return (answer.Status, answer.Code);
    }

    private Task<Answer> AskAsync(string method, string path, object? body = null) =>
        AskAsync(method, path, body, PublisherFixture.OperationKey);

    private Task<Answer> AskAsync(string method, string path, string? key) => AskAsync(method, path, null, key);

    private async Task<Answer> AskAsync(string method, string path, object? body, string? key)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/operation/webhooks" + path);
        if (key is not null)
            request.Headers.Add("X-Operation-Key", key);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var response = await publisher.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private sealed record Answer(HttpStatusCode Status, string Text)
    {
        public JsonElement Json => JsonDocument.Parse(Text).RootElement;

        public string? Code => Json.GetProperty("code").GetString();
    }
}
