using System.Net.Http.Json;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Moderation.Contracts;
using Moderation.Publisher.Webhooks;
using Moderation.Testing;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

namespace Moderation.Publisher.Tests.Webhooks;

/// <summary>Endpoints as the console makes them, each on a site of its own.</summary>
public class MadeEndpointTests(PublisherFixture publisher)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_endpoint_that_is_made_is_told_and_its_secret_is_exchanged_without_a_gap()
    {
        await using var site = await Site.StartAsync();
        var (name, secret) = await MakeAsync(site);
        var first = await TellAsync(site);
        Assert.True(first.IsSignedWith(secret));

        var rotated = (await AskAsync("POST", $"/{name}/secret")).Json!.Value;
        var young = rotated.GetProperty("secret").GetString()!;
        Assert.True(rotated.GetProperty("previousUntil").GetDateTimeOffset() > TimeProvider.System.GetUtcNow().AddHours(23));
        var both = await UntilAsync(site, webhook => webhook.IsSignedWith(young));
        Assert.True(both.IsSignedWith(secret));
        Assert.NotEqual(JsonValueKind.Null, (await StateAsync(name)).GetProperty("previousUntil").ValueKind);

        Assert.Equal(204, (await AskAsync("DELETE", $"/{name}/previous-secret")).Status);
        Assert.Equal((409, "one-secret"), Told(await AskAsync("DELETE", $"/{name}/previous-secret")));
        var alone = await UntilAsync(site, webhook => !webhook.IsSignedWith(secret));
        Assert.True(alone.IsSignedWith(young));

        var state = (await AskAsync("GET", "")).Json!.Value.GetRawText();
        Assert.DoesNotContain(secret, state, StringComparison.Ordinal);
        Assert.DoesNotContain(young, state, StringComparison.Ordinal);
        var test = (await AskAsync("POST", $"/{name}/test")).Json!.Value;
        Assert.True(test.GetProperty("accepted").GetBoolean());
    }

    [Fact]
    public async Task What_an_endpoint_that_was_stopped_by_hand_misses_follows_and_health_does_not_suffer()
    {
        await using var site = await Site.StartAsync();
        var (name, _) = await MakeAsync(site);
        Assert.Equal(200, (await AskAsync("POST", $"/{name}/disable")).Status);
        Assert.Equal((409, "endpoint-disabled"), Told(await AskAsync("POST", $"/{name}/disable")));
        var missed = Approved(NewArticle());
        await publisher.DecideAsync(missed);
        await publisher.DeliveryIsAsync("delivered", missed.CommentId, 1, "site");
        Assert.Empty(site.Of(missed.CommentId));
        Assert.Equal("waiting", await publisher.DeliveryAsync(missed.CommentId, 1, name));
        Assert.Equal("by-hand", (await StateAsync(name)).GetProperty("disabledReason").GetString());
        Assert.DoesNotContain(name, (await new DeliveryStore(publisher.Database.Source).DisabledAsync(Cancellation)).Keys);

        Assert.Equal(200, (await AskAsync("POST", $"/{name}/enable")).Status);
        await PublisherFixture.ReceivedAsync(site, missed.CommentId);
    }

    [Fact]
    public async Task Edits_are_told_as_such_to_who_asks_for_them_and_has_the_comment()
    {
        await using var site = await Site.StartAsync();
        var (name, _) = await MakeAsync(site, events: ["comment.approved", "comment.edited"]);
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, name);
        var edited = approved with { Version = 2, Edited = true, Text = approved.Text with { Content = "Đã sửa." } };
        await publisher.DecideAsync(edited);
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 2, name);
        // Another decision on the same text is no edit, and nobody here asked for retractions.
        await publisher.DecideAsync(edited with { Version = 3 });
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 3, name);
        await publisher.DecideAsync(Retracted(approved) with { Version = 4 });
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 4, "site");

        Assert.Equal(
            ["comment.approved", "comment.edited", "comment.approved"],
            site.Of(approved.CommentId).Select(webhook => webhook.Type)
        );
        Assert.Equal("Đã sửa.", site.Of(approved.CommentId)[1].Data.GetProperty("content").GetString());
        Assert.Null(await publisher.DeliveryAsync(approved.CommentId, 4, name));
        Assert.Equal(
            ["comment.approved", "comment.approved", "comment.approved", "comment.retracted"],
            publisher.Site.Of(approved.CommentId).Select(webhook => webhook.Type)
        );
    }

    [Fact]
    public async Task CloudEvents_are_read_by_their_library_and_signed_like_any_webhook()
    {
        await using var site = await Site.StartAsync();
        var (name, secret) = await MakeAsync(site, format: "cloudevents");
        var approved = Approved(NewArticle());
        approved = approved with { Text = approved.Text with { Content = "Cầu mới 👩‍👧 </script> \"ế\"" } };
        await publisher.DecideAsync(approved);
        var webhook = (await PublisherFixture.ReceivedAsync(site, approved.CommentId))[0];
        Assert.True(webhook.IsSignedWith(secret));
        Assert.StartsWith("application/cloudevents+json", webhook.ContentType, StringComparison.Ordinal);

        var read = new JsonEventFormatter().DecodeStructuredModeMessage(
            webhook.Body,
            contentType: null,
            extensionAttributes: null
        );
        Assert.True(read.IsValid);
        Assert.Equal(
            (webhook.Id, "comment.approved", approved.CommentId.ToString(), "urn:moderation:publisher"),
            (read.Id, read.Type, read.Subject, read.Source!.ToString())
        );
        Assert.Equal(CloudEventsSpecVersion.V1_0, read.SpecVersion);
        Assert.Equal(approved.ApprovedAt, read.Time);
        Assert.Equal(approved.Text.Content, ((JsonElement)read.Data!).GetProperty("content").GetString());

        Assert.Equal(
            204,
            (await AskAsync("PUT", $"/{name}", new { events = new[] { "comment.retracted" }, format = "standard" })).Status
        );
        // A test reads the endpoint anew.
        Assert.Equal(200, (await AskAsync("POST", $"/{name}/test")).Status);
        await publisher.DecideAsync(Retracted(approved));
        var retracted = (await PublisherFixture.ReceivedAsync(site, approved.CommentId, 2))[1];
        Assert.Equal("comment.retracted", retracted.Type);
        Assert.False(retracted.Json.TryGetProperty("specversion", out _));
    }

    [Fact]
    public async Task An_article_s_state_is_told_to_who_asks_for_it_and_an_older_one_never_after_a_newer()
    {
        await using var asking = await Site.StartAsync();
        await using var usual = await Site.StartAsync();
        var (name, secret) = await MakeAsync(asking, events: ["article.changed"], format: "cloudevents");
        await MakeAsync(usual);
        var opened = new ArticleChanged
        {
            ArticleId = NewArticle(),
            Version = 1,
            Status = "open",
            SlowMinutes = 5,
            PreModerated = true,
            ChangedAt = new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero),
        };
        var closed = opened with { Version = 2, Status = "closed" };
        await publisher.DecideAsync(closed);
        var first = (await StatesAsync(asking, 1))[0];
        Assert.True(first.IsSignedWith(secret));
        Assert.Equal(opened.ArticleId, first.Json.GetProperty("subject").GetString());
        Assert.Equal(
            $$"""{"articleId":"{{opened.ArticleId}}","status":"closed","slowMinutes":5,"preModerated":true,"version":2,"""
                + "\"changedAt\":\"2026-11-24T01:00:00+00:00\"}",
            first.Data.GetRawText()
        );

        // Late and repeated.
        await publisher.DecideAsync(opened, closed);
        Assert.Equal(204, (await AskAsync("PUT", $"/{name}", new { events = new[] { "article.changed" } })).Status);
        Assert.Equal(200, (await AskAsync("POST", $"/{name}/disable")).Status);
        await publisher.DecideAsync(closed with { Version = 3, Status = "open" });
        await publisher.DecideAsync(closed with { Version = 4, Status = "readOnly" });
        Assert.Equal(200, (await AskAsync("POST", $"/{name}/enable")).Status);
        var told = await StatesAsync(asking, 2);
        Assert.Equal(["closed", "readOnly"], told.Select(one => one.Data.GetProperty("status").GetString()));
        Assert.Equal("article.changed", told[1].Type);
        await Eventually.IsTrueAsync("both are noted as delivered", async () =>
            (await StateAsync(name)) is var state
            && state.GetProperty("delivered").GetInt32() == 2
            && state.GetProperty("superseded").GetInt32() == 1
        );

        // The present state alone can be asked for again, under its id.
        Assert.Equal(0, await ResentAsync(name, told[0].Id));
        Assert.Equal(1, await ResentAsync(name, told[1].Id));
        Assert.Equal(told[1].Id, (await StatesAsync(asking, 3))[2].Id);
        var logged = (await AskAsync("GET", $"/{name}/deliveries")).Json!.Value.GetProperty("items").EnumerateArray().First();
        Assert.Equal(JsonValueKind.Null, logged.GetProperty("commentId").ValueKind);
        Assert.Equal(opened.ArticleId, logged.GetProperty("articleId").GetString());
        Assert.DoesNotContain(usual.Received, webhook => webhook.Type == "article.changed");
    }

    [Theory]
    [InlineData("Tên", "https://a.example/hook", "comment.approved", "standard", "name")]
    [InlineData("ten", "ftp://a.example/hook", "comment.approved", "standard", "url")]
    [InlineData("ten", "a.example", "comment.approved", "standard", "url")]
    [InlineData("ten", "https://ai:khoa@a.example/", "comment.approved", "standard", "url")]
    [InlineData("ten", "https://a.example/\u0000", "comment.approved", "standard", "url")]
    [InlineData("ten", "https://a.example/hook", "comment.liked", "standard", "events")]
    [InlineData("ten", "https://a.example/hook", "comment.edited", "standard", "events")]
    [InlineData("ten", "https://a.example/hook", "comment.approved", "xml", "format")]
    public async Task What_is_wrong_with_an_endpoint_is_told_by_field(
        string name,
        string url,
        string told,
        string format,
        string field
    )
    {
        var body = new
        {
            name,
            url,
            events = new[] { told },
            format,
        };
        var answer = await AskAsync("POST", "", body);
        Assert.Equal((400, "invalid-fields"), Told(answer));
        Assert.True(answer.Json!.Value.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task What_is_configured_is_changed_in_the_configuration_alone_and_a_name_is_of_one_endpoint()
    {
        await using var site = await Site.StartAsync();
        var (name, _) = await MakeAsync(site);
        Assert.Equal((409, "endpoint-exists"), Told(await AskAsync("POST", "", new { name, url = site.Url })));
        Assert.Equal((409, "endpoint-exists"), Told(await AskAsync("POST", "", new { name = "site", url = site.Url })));
        Assert.Equal((409, "endpoint-configured"), Told(await AskAsync("PUT", "/rotating", new { url = site.Url })));
        Assert.Equal((409, "endpoint-configured"), Told(await AskAsync("POST", "/rotating/secret")));
        Assert.Equal((409, "one-secret"), Told(await AskAsync("DELETE", "/rotating/previous-secret")));
        foreach (var path in new[] { "/khong-co/disable", "/khong-co/secret" })
            Assert.Equal((404, "not-found"), Told(await AskAsync("POST", path)));
        Assert.Equal((404, "not-found"), Told(await AskAsync("PUT", "/khong-co", new { })));

        await using var moved = await Site.StartAsync();
        Assert.Equal(204, (await AskAsync("PUT", $"/{name}", new { url = moved.Url })).Status);
        await UntilAsync(moved, _ => true);
    }

    private static (int, string?) Told((int Status, JsonElement? Json) answer) =>
        (answer.Status, answer.Json?.GetProperty("code").GetString());

    private async Task<(string Name, string Secret)> MakeAsync(Site site, string[]? events = null, string? format = null)
    {
        var name = $"trang-{Guid.CreateVersion7():n}";
        var made = await AskAsync(
            "POST",
            "",
            new
            {
                name,
                url = site.Url,
                events,
                format,
            }
        );
        Assert.Equal(200, made.Status);
        return (name, made.Json!.Value.GetProperty("secret").GetString()!);
    }

    /// <summary>What it was told of articles, once that is as much as expected.</summary>
    private static Task<IReadOnlyList<Webhook>> StatesAsync(Site site, int count) =>
        Eventually.FindAsync<IReadOnlyList<Webhook>>(
            $"{count} states arrived",
            () => Task.FromResult<IReadOnlyList<Webhook>?>(
                site.Received.Where(webhook => webhook.Type == "article.changed").ToList() is var told && told.Count >= count
                    ? told
                    : null
            )
        );

    private async Task<int> ResentAsync(string name, string delivery) =>
        (await AskAsync("POST", $"/{name}/resend", new { delivery })).Json!.Value.GetProperty("count").GetInt32();

    private async Task<JsonElement> StateAsync(string name) =>
        (await AskAsync("GET", "")).Json!.Value.EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);

    private async Task<Webhook> TellAsync(Site site)
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        return (await PublisherFixture.ReceivedAsync(site, approved.CommentId))[0];
    }

    /// <summary>A change of an endpoint reaches the sender within a second.</summary>
    private Task<Webhook> UntilAsync(Site site, Func<Webhook, bool> isIt) =>
        Eventually.FindAsync("a webhook is as the endpoint now says", async () =>
        {
            var approved = Approved(NewArticle());
            await publisher.DecideAsync(approved);
            await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");
            return site.Received.LastOrDefault(isIt);
        });

    private async Task<(int Status, JsonElement? Json)> AskAsync(string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/operation/webhooks" + path)
        {
            Content = body is null ? null : JsonContent.Create(body),
            Headers = { { "X-Operation-Key", PublisherFixture.OperationKey } },
        };
        using var response = await publisher.Client.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonDocument.Parse(text).RootElement);
    }
}
