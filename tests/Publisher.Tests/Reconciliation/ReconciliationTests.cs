using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.ServiceDefaults;
using Xunit;

namespace Moderation.Publisher.Tests.Reconciliation;

/// <summary>What Publisher says of itself to Moderator, which compares, and does for it.</summary>
public sealed class ReconciliationTests(PublisherFixture publisher)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_no_decision_is_known_of_is_kept_and_shown_to_nobody_until_one_comes()
    {
        var article = Decisions.NewArticle();
        var (unproven, proven) = (Decisions.Approved(article, version: 3), Decisions.Approved(article));
        await publisher.DecideAsync(unproven, proven);
        await publisher.DeliveryIsAsync("delivered", unproven.CommentId, 3, "site");

        Assert.Empty(await HoldAsync((unproven.CommentId, 2), (Guid.CreateVersion7(), 1)));
        Assert.Equal([unproven.CommentId], await HoldAsync((unproven.CommentId, 3)));
        Assert.Empty(await HoldAsync((unproven.CommentId, 4)));

        Assert.Equal(("held", 4), (await KeptAsync(unproven.CommentId)));
        Assert.Equal(("published", 1), (await KeptAsync(proven.CommentId)));
        Assert.Equal([proven.CommentId], await ShownAsync(article));
        // The site takes it off, and the text is still here.
        await publisher.DeliveryIsAsync("delivered", unproven.CommentId, 4, "site");
        Assert.Equal("comment.retracted", publisher.Site.Of(unproven.CommentId)[^1].Type);
        Assert.Equal(
            unproven.Text.Content,
            await publisher.QueryAsync<string>(
                "SELECT content FROM publications WHERE comment_id = @CommentId",
                new { unproven.CommentId }
            )
        );

        await publisher.DecideAsync(unproven with { Version = 4 });
        Assert.Equal([proven.CommentId], await ShownAsync(article));
        await publisher.DecideAsync(unproven with { Version = 5 });
        Assert.Equal(2, (await ShownAsync(article)).Count);
        await publisher.DecideAsync(Decisions.Retracted(unproven, version: 6));
        Assert.Equal([proven.CommentId], await ShownAsync(article));
    }

    [Fact]
    public async Task What_a_site_refused_to_the_end_is_sent_again_where_it_is_the_last_word()
    {
        // The id before it is its own with the last digit lower.
        var id = Guid.Parse($"{Guid.CreateVersion7()}"[..^1] + "1");
        var approved = Decisions.Approved(Decisions.NewArticle()) with { CommentId = id };
        var before = Guid.Parse($"{approved.CommentId}"[..^1] + "0");
        await publisher.DecideAsync(approved);
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");
        await publisher.QueryAsync<int>(
            "UPDATE deliveries SET status = 'given_up' WHERE comment_id = @CommentId AND endpoint = 'site'",
            new { approved.CommentId }
        );
        using var answer = await AskAsync(
            HttpMethod.Post,
            "/send-again",
            new { after = before, until = approved.CommentId }
        );

        Assert.Equal(1, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("count").GetInt32());
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");
        Assert.Equal(2, publisher.Site.Of(approved.CommentId).Count);
    }

    [Fact]
    public async Task Pages_go_on_behind_an_id_and_wrong_questions_are_refused()
    {
        await publisher.DecideAsync(Decisions.Approved(Decisions.NewArticle()), Decisions.Approved(Decisions.NewArticle()));
        using var first = await AskAsync(HttpMethod.Get, "?limit=1", null);
        var one = (await first.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).EnumerateArray().Single();
        using var second = await AskAsync(HttpMethod.Get, $"?limit=1&after={one.GetProperty("commentId").GetGuid()}", null);
        var next = (await second.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).EnumerateArray().Single();
        Assert.True(next.GetProperty("commentId").GetGuid().CompareTo(one.GetProperty("commentId").GetGuid()) > 0);

        foreach (var query in (string[])["?limit=0", "?limit=501", "?after=x"])
        {
            using var refused = await AskAsync(HttpMethod.Get, query, null);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
        foreach (var body in (object[])[new { }, new { publications = Array.Empty<object>() }])
        {
            using var refused = await AskAsync(HttpMethod.Post, "/hold", body);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
        using var stranger = await publisher.Client.GetAsync("/operation/reconciliation", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
    }

    private async Task<IReadOnlyList<Guid>> HoldAsync(params (Guid CommentId, int Version)[] unproven)
    {
        using var answer = await AskAsync(
            HttpMethod.Post,
            "/hold",
            new { publications = unproven.Select(one => new { commentId = one.CommentId, version = one.Version }) }
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var held = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return [.. held.EnumerateArray().Select(one => one.GetProperty("commentId").GetGuid())];
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri("/operation/reconciliation" + path, UriKind.Relative));
        request.Headers.Add(OperationKey.Header, PublisherFixture.OperationKey);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await publisher.Client.SendAsync(request, Cancellation);
    }

    private Task<(string, int)> KeptAsync(Guid commentId) =>
        publisher.QueryAsync<(string, int)>(
            "SELECT status, version FROM publications WHERE comment_id = @commentId",
            new { commentId }
        );

    private async Task<IReadOnlyList<Guid>> ShownAsync(string article)
    {
        using var answer = await publisher.Client.GetAsync($"/articles/{article}/comments", Cancellation);
        var page = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return [.. page.GetProperty("comments").EnumerateArray().Select(one => one.GetProperty("id").GetGuid())];
    }
}
