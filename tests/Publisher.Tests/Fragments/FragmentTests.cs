using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Moderation.Contracts;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

namespace Moderation.Publisher.Tests.Fragments;

public partial class FragmentTests(PublisherFixture publisher)
{
    private static readonly string[] HostileTexts =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</p></article></section><h1>Tin giả</h1>",
        "<!-- --><iframe srcdoc=\"<script>alert(1)</script>\">",
        "<svg/onload=alert(1)>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "javascript:alert(1) {{7*7}} ${7*7}",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Comments_are_plain_HTML_with_their_replies_times_and_likes_in_both_languages()
    {
        var thread = Approved(NewArticle()) with { Edited = true };
        var reply = Approved(thread.ArticleId, minute: 1) with { ParentId = thread.CommentId };
        await publisher.DecideAsync(thread, reply);

        using var response = await GetAsync(thread.ArticleId);
        var vi = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<h2>Bình luận (2)</h2>", vi);
        Assert.Contains("itemtype=\"https://schema.org/Comment\"", vi);
        Assert.Contains("<time datetime=\"2026-11-24T08:00:00+07:00\" itemprop=\"datePublished\">24/11/2026, 08:00</time>", vi);
        Assert.Contains("đã biên tập bởi tòa soạn", vi);
        // As search engines read it: the reply is a comment on the first, and each has an address on the site.
        Assert.Contains(
            $"<article id=\"comment-{thread.CommentId}\" itemscope itemtype=\"https://schema.org/Comment\" "
                + $"itemref=\"replies-{thread.CommentId}\">"
                + $"<link itemprop=\"url\" href=\"https://bao.example/{thread.ArticleId}#{thread.CommentId}\">",
            vi
        );
        Assert.Contains($"<ol id=\"replies-{thread.CommentId}\" ", vi);
        Assert.Contains(
            $"<li><article id=\"comment-{reply.CommentId}\" itemprop=\"comment\" itemscope "
                + "itemtype=\"https://schema.org/Comment\"><link itemprop=\"url\"",
            vi
        );
        Assert.Contains("aria-label=\"Trả lời cho Nguyễn Thị Hoà\"", vi);
        Assert.Contains(
            $"<a href=\"https://binh-luan.example/articles/{thread.ArticleId}/comments/{reply.CommentId}/report?lang=vi\" "
                + "rel=\"nofollow\" aria-label=\"Báo cáo bình luận của Nguyễn Thị Hoà\">Báo cáo</a>",
            vi
        );
        using var english = await GetAsync(thread.ArticleId, "?lang=en");
        Assert.Contains("lang=\"en\"><h2>Comments (2)</h2>", await english.Content.ReadAsStringAsync(Cancellation));
        using var none = await GetAsync(NewArticle());
        Assert.Contains("Chưa có bình luận nào.", await none.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task The_newsrooms_answer_has_its_badge_on_every_way_out_until_its_question_goes()
    {
        var question = Approved(NewArticle());
        var answer = Approved(question.ArticleId, minute: 1) with { ParentId = question.CommentId, Badge = Badge.Newsroom };
        await publisher.DecideAsync(question with { Badge = Badge.Author }, answer);

        var thread = (await publisher.PageAsync(question.ArticleId)).Comments.Single();
        Assert.Equal(("author", "newsroom"), (thread.Badge, thread.Replies!.Single().Badge));
        var replies = await publisher.RepliesAsync(question.ArticleId, question.CommentId);
        Assert.Equal("newsroom", replies.Replies.Single().Badge);
        using var vi = await GetAsync(question.ArticleId);
        var html = await vi.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(4, Tag().Matches(html).Count(tag => tag.Groups["name"].Value == "strong"));
        Assert.Contains("<strong class=\"badge\">Tác giả</strong>", html);
        Assert.Contains("<strong class=\"badge\">Tòa soạn</strong>", html);
        Assert.Contains("itemtype=\"https://schema.org/Organization\"", html);
        using var en = await GetAsync(question.ArticleId, "?lang=en");
        Assert.Contains("<strong class=\"badge\">Newsroom</strong>", await en.Content.ReadAsStringAsync(Cancellation));
        var feed = new Uri($"/articles/{question.ArticleId}/comments.atom", UriKind.Relative);
        Assert.Contains("term=\"newsroom\" label=\"Tòa soạn\"", await publisher.Client.GetStringAsync(feed, Cancellation));
        var told = (await PublisherFixture.ReceivedAsync(publisher.Site, answer.CommentId))[0];
        Assert.Equal("newsroom", told.Data.GetProperty("badge").GetString());

        await publisher.DecideAsync(Retracted(question));
        Assert.Empty((await publisher.PageAsync(question.ArticleId)).Comments);
        Assert.DoesNotContain(answer.CommentId.ToString(), await publisher.Client.GetStringAsync(feed, Cancellation));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("?levels=1", 1)]
    [InlineData("?levels=2", 2)]
    [InlineData("?levels=3", 3)]
    public async Task Replies_stand_on_as_many_levels_as_are_asked_for_and_none_is_lost(string query, int levels)
    {
        var chain = new List<CommentApproved> { Approved(NewArticle()) };
        for (var minute = 1; minute <= 4; minute++)
            chain.Add(Approved(chain[0].ArticleId, minute: minute) with { ParentId = chain[^1].CommentId });
        await publisher.DecideAsync([.. chain]);

        using var response = await GetAsync(chain[0].ArticleId, query);
        var html = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.All(chain, comment => Assert.Contains($"comment-{comment.CommentId}", html));
        var (depth, deepest) = (0, 0);
        foreach (var tag in Tag().Matches(html).Where(tag => tag.Groups["name"].Value == "ol"))
            deepest = Math.Max(deepest, depth += tag.Value.StartsWith("</", StringComparison.Ordinal) ? -1 : 1);
        // The threads themselves stand in a list too.
        Assert.Equal((0, levels + 1), (depth, deepest));
        using var wrong = await GetAsync(chain[0].ArticleId, "?levels=4");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task Hostile_texts_are_text_in_every_field()
    {
        var article = NewArticle();
        var approved = HostileTexts
            .Select(text => new CommentText { Name = text, Title = text, Content = text + "\nhai" })
            .Select(text => Approved(article) with { Text = text })
            .ToArray();
        await publisher.DecideAsync([.. approved]);
        await publisher.DecideAsync([
            .. approved.Select(thread => Approved(article) with { ParentId = thread.CommentId, Text = thread.Text }),
        ]);

        using var response = await GetAsync(article);
        var html = await response.Content.ReadAsStringAsync(Cancellation);

        string[] written = ["section", "h2", "ol", "li", "article", "p", "span", "bdi", "time", "h3", "br", "a", "link"];
        Assert.All(
            Tag().Matches(html),
            tag => Assert.Contains(tag.Groups["name"].Value, written)
        );
        Assert.All(HostileTexts, text => Assert.Contains(text, WebUtility.HtmlDecode(html)));
        Assert.Contains("hai</p>", html);
        Assert.Contains("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
    }

    [Fact]
    public async Task A_fragment_is_not_sent_again_while_it_is_the_same_and_never_shows_what_was_retracted()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        using var first = await GetAsync(approved.ArticleId);
        using var same = await GetAsync(approved.ArticleId, known: first.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal("*", Assert.Single(first.Headers.GetValues("Access-Control-Allow-Origin")));

        await publisher.DecideAsync(Retracted(approved));
        using var changed = await GetAsync(approved.ArticleId, known: first.Headers.ETag);
        Assert.DoesNotContain("Con đường này", await changed.Content.ReadAsStringAsync(Cancellation));

        using var unknown = await GetAsync(approved.ArticleId, "?lang=fr");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        using var disordered = await GetAsync(approved.ArticleId, "?order=hot&limit=0");
        Assert.Contains("out-of-range", await disordered.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<HttpResponseMessage> GetAsync(string article, string query = "", EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/articles/{article}/comments.html{query}");
        request.Headers.Add("Origin", "https://bao.example");
        if (known is not null)
            request.Headers.IfNoneMatch.Add(known);
        return await publisher.Client.SendAsync(request, Cancellation);
    }

    [GeneratedRegex("</?(?<name>[^ >/]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
