using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Contracts;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

namespace Moderation.Publisher.Tests.Publications;

public class PublicationsApiTests(PublisherFixture publisher)
{
    private static readonly string[] PublicFields =
    [
        "approvedAt",
        "badge",
        "content",
        "edited",
        "featured",
        "id",
        "likes",
        "name",
        "parentId",
        "replies",
        "revision",
        "submittedAt",
        "title",
    ];

    [Fact]
    public async Task Hostile_text_arrives_unchanged_as_JSON_that_no_browser_takes_for_a_page()
    {
        const string hostile =
            "</script><img src=x onerror=alert(1)> \" ' & \\ {{7*7}} \u202e \u2028 '; DROP TABLE publications; -- 👩‍👧 ế";
        var approved = Approved(NewArticle()) with
        {
            Text = new CommentText
            {
                Name = hostile,
                Title = hostile,
                Content = hostile,
            },
        };
        await publisher.DecideAsync(approved);
        using var response = await publisher.Client.GetAsync(
            $"/articles/{approved.ArticleId}/comments",
            TestContext.Current.CancellationToken
        );
        var comment = (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty(
            "comments"
        )[0];
        Assert.All(["name", "title", "content"], (string field) => Assert.Equal(hostile, comment.GetProperty(field).GetString()));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_comment_shows_public_fields_and_no_other()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        var page = await publisher.Client.GetFromJsonAsync<JsonElement>(
            $"/articles/{approved.ArticleId}/comments",
            TestContext.Current.CancellationToken
        );
        Assert.Equal(
            PublicFields,
            page.GetProperty("comments")[0].EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Threads_in_which_something_is_featured_are_asked_for_alone_until_it_is_taken_back()
    {
        var article = NewArticle();
        var (plain, chosen, other) = (Approved(article), Approved(article, minute: 1), Approved(article, minute: 2));
        var reply = Approved(article, minute: 3) with { ParentId = other.CommentId, Featured = true };
        await publisher.DecideAsync(plain, chosen with { Featured = true }, other, reply);

        var page = await publisher.PageAsync(article, "?featured=true&limit=1");
        Assert.Equal((other.CommentId, false), (page.Comments.Single().Id, page.Comments.Single().Featured));
        Assert.True(page.Comments.Single().Replies!.Single().Featured);
        var rest = await publisher.PageAsync(article, $"?featured=true&limit=1&cursor={page.Next}");
        Assert.Equal((chosen.CommentId, true, null), (rest.Comments.Single().Id, rest.Comments.Single().Featured, rest.Next));
        Assert.Equal(3, (await publisher.PageAsync(article, "?featured=false")).Comments.Count);
        var path = new Uri($"/articles/{article}/comments.html?featured=true", UriKind.Relative);
        var html = await publisher.Client.GetStringAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains("<strong class=\"featured\">Nổi bật</strong>", html);
        Assert.DoesNotContain(plain.CommentId.ToString(), html);
        var feed = new Uri($"/articles/{article}/comments.atom", UriKind.Relative);
        Assert.Contains(
            "term=\"featured\"",
            await publisher.Client.GetStringAsync(feed, TestContext.Current.CancellationToken)
        );
        var told = (await PublisherFixture.ReceivedAsync(publisher.Site, chosen.CommentId))[0];
        Assert.True(told.Data.GetProperty("featured").GetBoolean());

        await publisher.DecideAsync(Retracted(other), chosen with { Version = 2 });
        Assert.Empty((await publisher.PageAsync(article, "?featured=true")).Comments);
        using var wrong = await publisher.Client.GetAsync(
            $"/articles/{article}/comments?featured=yes",
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task An_edited_comment_says_so_as_a_thread_and_as_a_reply_until_it_is_approved_as_it_was_written()
    {
        var thread = Approved(NewArticle()) with { Edited = true };
        var reply = Approved(thread.ArticleId, minute: 1) with { ParentId = thread.CommentId, Edited = true };
        var plain = Approved(thread.ArticleId, minute: 2) with { ParentId = thread.CommentId };
        await publisher.DecideAsync(thread, reply, plain);

        var shown = Assert.Single((await publisher.PageAsync(thread.ArticleId)).Comments);
        Assert.Equal((true, true, false), (shown.Edited, shown.Replies![0].Edited, shown.Replies[1].Edited));
        Assert.Equal(
            [true, false],
            (await publisher.RepliesAsync(thread.ArticleId, thread.CommentId)).Replies.Select(r => r.Edited)
        );

        await publisher.DecideAsync(Retracted(thread), thread with { Version = 3, Edited = false });
        Assert.False((await publisher.PageAsync(thread.ArticleId)).Comments.Single().Edited);
    }

    [Fact]
    public async Task Pages_show_every_thread_once_the_newest_first_also_when_one_arrives_between_them()
    {
        var article = NewArticle();
        // Two were sent at the same moment.
        var comments = Enumerable.Range(0, 24).Select(i => Approved(article, minute: i / 2)).ToList();
        await publisher.DecideAsync([.. comments]);
        var seen = new List<PublishedCommentView>();
        for (string? next = ""; next is not null;)
        {
            var page = await publisher.PageAsync(article, $"?limit=10&cursor={next}");
            seen.AddRange(page.Comments);
            next = page.Next;
            await publisher.DecideAsync(Approved(article, minute: 100));
        }
        Assert.Equal(
            comments.OrderByDescending(c => c.SubmittedAt).ThenByDescending(c => c.CommentId).Select(c => c.CommentId),
            seen.Select(c => c.Id)
        );
    }

    [Fact]
    public async Task The_oldest_threads_come_first_if_asked_and_pages_show_every_one_once()
    {
        var article = NewArticle();
        // Two that were sent at the same moment, on both sides of a page's end.
        var comments = Enumerable.Range(1, 7).Select(i => Approved(article, minute: i / 2)).ToList();
        await publisher.DecideAsync([.. comments, Approved(article, minute: 9) with { ParentId = comments[0].CommentId }]);
        var seen = new List<Guid>();
        for (string? cursor = "", next; cursor is not null; cursor = next)
        {
            var page = await publisher.PageAsync(article, $"?order=oldest&limit=3&cursor={cursor}");
            seen.AddRange(page.Comments.Select(c => c.Id));
            next = page.Next;
        }
        Assert.Equal(comments.OrderBy(c => c.SubmittedAt).ThenBy(c => c.CommentId).Select(c => c.CommentId), seen);
    }

    [Fact]
    public async Task Whoever_asks_for_the_head_alone_gets_it()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        foreach (var path in new[] { "comments", "comments/count", $"comments/{approved.CommentId}/replies", "comments.atom" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, $"/articles/{approved.ArticleId}/{path}");
            using var head = await publisher.Client.SendAsync(request, TestContext.Current.CancellationToken);
            using var whole = await publisher.Client.GetAsync(request.RequestUri, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            Assert.Equal(whole.Headers.ETag, head.Headers.ETag);
            Assert.Equal(whole.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Replies_stand_under_their_thread_the_oldest_first_also_those_to_replies()
    {
        var article = NewArticle();
        var (question, other) = (Approved(article, minute: 0), Approved(article, minute: 1));
        var first = Approved(article, minute: 2) with { ParentId = question.CommentId };
        var second = Approved(article, minute: 3) with { ParentId = first.CommentId };
        var third = Approved(article, minute: 4) with { ParentId = question.CommentId };
        await publisher.DecideAsync(third, second, first, other, question);
        var page = await publisher.PageAsync(article);
        Assert.Equal([other.CommentId, question.CommentId], page.Comments.Select(c => c.Id));
        Assert.Empty(page.Comments[0].Replies!);
        Assert.Equal([first.CommentId, second.CommentId, third.CommentId], page.Comments[1].Replies!.Select(c => c.Id));
        Assert.Equal(first.CommentId, page.Comments[1].Replies![1].ParentId);
    }

    [Fact]
    public async Task A_long_thread_comes_with_its_first_replies_and_pages_show_every_other_once()
    {
        var article = NewArticle();
        var (question, other) = (Approved(article), Approved(article));
        // Answers to answers too, and two that were sent at the same moment.
        var replies = Enumerable.Range(1, 47).Select(i => Approved(article, minute: i / 2)).ToList();
        for (var i = 0; i < replies.Count; i++)
            replies[i] = replies[i] with { ParentId = i % 3 == 2 ? replies[i - 1].CommentId : question.CommentId };
        await publisher.DecideAsync([question, other, Approved(article) with { ParentId = other.CommentId }, .. replies]);

        var thread = (await publisher.PageAsync(article)).Comments.Single(c => c.Id == question.CommentId);
        var seen = thread.Replies!.ToList();
        Assert.Equal(20, seen.Count);
        for (var next = thread.NextReplies; next is not null;)
        {
            var page = await publisher.RepliesAsync(article, question.CommentId, $"?limit=10&cursor={next}");
            seen.AddRange(page.Replies);
            next = page.Next;
        }

        var inOrder = replies.OrderBy(r => r.SubmittedAt).ThenBy(r => r.CommentId).Select(r => r.CommentId).ToList();
        Assert.Equal(inOrder, seen.Select(r => r.Id));
        Assert.Equal(
            inOrder,
            (await publisher.RepliesAsync(article, question.CommentId, "?limit=100")).Replies.Select(r => r.Id)
        );
        Assert.Null((await publisher.PageAsync(article)).Comments.Single(c => c.Id == other.CommentId).NextReplies);
    }

    [Fact]
    public async Task A_thread_that_nobody_sees_has_no_page_of_replies()
    {
        var question = Approved(NewArticle());
        var answer = Approved(question.ArticleId) with { ParentId = question.CommentId };
        await publisher.DecideAsync(question, answer);
        Assert.Single((await publisher.RepliesAsync(question.ArticleId, question.CommentId)).Replies);
        await publisher.DecideAsync(Retracted(question));
        foreach (
            var path in new[]
            {
                $"{question.ArticleId}/comments/{question.CommentId}",
                $"{question.ArticleId}/comments/{answer.CommentId}",
                $"{NewArticle()}/comments/{question.CommentId}",
            }
        )
        {
            using var response = await publisher.Client.GetAsync(
                $"/articles/{path}/replies",
                TestContext.Current.CancellationToken
            );
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task An_answer_to_a_retracted_comment_hides_with_it_and_comes_back_with_it()
    {
        var article = NewArticle();
        var question = Approved(article);
        var answer = Approved(article, minute: 1) with { ParentId = question.CommentId };
        await publisher.DecideAsync(question, answer);
        await publisher.DecideAsync(Retracted(question));
        Assert.Empty((await publisher.PageAsync(article)).Comments);
        Assert.Equal(0, await CountAsync(article));
        await publisher.DecideAsync(question with { Version = 3 });
        Assert.Equal(answer.CommentId, Assert.Single(Assert.Single((await publisher.PageAsync(article)).Comments).Replies!).Id);
        Assert.Equal(2, await CountAsync(article));
    }

    [Fact]
    public async Task Counts_of_several_articles_come_in_one_answer_with_zero_for_an_unknown_one()
    {
        var (one, unknown) = (NewArticle(), NewArticle());
        await publisher.DecideAsync(Approved(one), Approved(one));
        var answer = await publisher.Client.GetFromJsonAsync<JsonElement>(
            $"/counts?articles={one},{unknown}",
            TestContext.Current.CancellationToken
        );
        Assert.Equal(
            (2, 0),
            (
                answer.GetProperty("counts").GetProperty(one).GetInt32(),
                answer.GetProperty("counts").GetProperty(unknown).GetInt32()
            )
        );
    }

    [Theory]
    [InlineData("/articles/a%20b/comments", "articleId")]
    [InlineData("/articles/%C4%91/comments/count", "articleId")]
    [InlineData("/articles/a/comments?limit=0", "limit")]
    [InlineData("/articles/a/comments?limit=101", "limit")]
    [InlineData("/articles/a/comments?limit=ba", "limit")]
    [InlineData("/articles/a/comments?cursor=abc", "cursor")]
    [InlineData("/articles/a/comments?order=hot", "order")]
    [InlineData("/articles/%C4%91/comments.atom", "articleId")]
    [InlineData("/articles/a/comments?cursor=________________________________", "cursor")]
    [InlineData("/articles/a%20b/comments?cursor=abc&limit=-1&order=", "articleId", "cursor", "limit", "order")]
    [InlineData(
        "/articles/a%20b/comments/0199aaaa-0000-7000-8000-000000000001/replies?cursor=abc&limit=0",
        "articleId",
        "cursor",
        "limit"
    )]
    [InlineData("/counts", "articles")]
    [InlineData("/counts?articles=a,,b", "articles")]
    public async Task Values_that_are_not_valid_are_all_named_in_both_languages(string address, params string[] fields)
    {
        using var response = await publisher.Client.GetAsync(address, TestContext.Current.CancellationToken);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("invalid-request", problem.GetProperty("code").GetString());
        var errors = problem
            .GetProperty("errors")
            .EnumerateObject()
            .ToDictionary(e => e.Name, e => e.Value[0], StringComparer.Ordinal);
        Assert.Equal(fields, errors.Keys.Order(StringComparer.Ordinal));
        Assert.All(errors.Values, error =>
            Assert.All(["code", "vi", "en"], (string member) => Assert.NotEmpty(error.GetProperty(member).GetString()!))
        );
    }

    [Fact]
    public async Task More_than_a_hundred_articles_at_once_are_refused()
    {
        using var response = await publisher.Client.GetAsync(
            "/counts?articles=" + string.Join(',', Enumerable.Range(0, 101)),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task An_answer_may_be_kept_for_five_seconds_and_is_not_sent_again_while_it_is_the_same()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        using var first = await GetAsync(approved.ArticleId, null);
        Assert.Equal("public, max-age=5", first.Headers.CacheControl?.ToString());
        using var same = await GetAsync(approved.ArticleId, first.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        await publisher.DecideAsync(Retracted(approved));
        using var changed = await GetAsync(approved.ArticleId, first.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task Any_origin_may_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/articles/{NewArticle()}/comments");
        request.Headers.Add("Origin", "https://bao.vn");
        using var response = await publisher.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task The_OpenAPI_document_names_every_address()
    {
        var document = await publisher.Client.GetFromJsonAsync<JsonElement>(
            "/openapi/v1.json",
            TestContext.Current.CancellationToken
        );
        Assert.Equal(
            [
                "/articles/{articleId}/comments",
                "/articles/{articleId}/comments.atom",
                "/articles/{articleId}/comments.html",
                "/articles/{articleId}/comments/count",
                "/articles/{articleId}/comments/ranking",
                "/articles/{articleId}/comments/{commentId}/like",
                "/articles/{articleId}/comments/{commentId}/replies",
                "/comments.atom",
                "/counts",
                "/likes",
                "/operation/pauses",
                "/operation/pauses/{station}",
                "/operation/receipts",
                "/operation/reconciliation",
                "/operation/reconciliation/hold",
                "/operation/reconciliation/send-again",
                "/operation/retention/{kind}/runs",
                "/operation/ways/{id}",
                "/operation/webhooks",
                "/operation/webhooks/{endpoint}",
                "/operation/webhooks/{endpoint}/deliveries",
                "/operation/webhooks/{endpoint}/disable",
                "/operation/webhooks/{endpoint}/enable",
                "/operation/webhooks/{endpoint}/previous-secret",
                "/operation/webhooks/{endpoint}/resend",
                "/operation/webhooks/{endpoint}/secret",
                "/operation/webhooks/{endpoint}/test",
                "/reader-passes",
            ],
            document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal)
        );
    }

    private async Task<int> CountAsync(string article) =>
        (
            await publisher.Client.GetFromJsonAsync<JsonElement>(
                $"/articles/{article}/comments/count",
                TestContext.Current.CancellationToken
            )
        )
            .GetProperty("count")
            .GetInt32();

    private async Task<HttpResponseMessage> GetAsync(string article, EntityTagHeaderValue? known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/articles/{article}/comments");
        if (known is not null)
            request.Headers.IfNoneMatch.Add(known);
        return await publisher.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
