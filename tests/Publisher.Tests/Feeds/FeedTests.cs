using System.Net;
using System.Net.Sockets;
using System.ServiceModel.Syndication;
using System.Xml;
using Moderation.Contracts;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

namespace Moderation.Publisher.Tests.Feeds;

public class FeedTests(PublisherFixture publisher)
{
    [Fact]
    public async Task A_feed_holds_the_comments_that_readers_see_the_last_approved_first_each_with_its_place_on_the_site()
    {
        var question = Approved(NewArticle()) with { ApprovedAt = At(1) };
        var answer = Approved(question.ArticleId) with { ParentId = question.CommentId, ApprovedAt = At(3) };
        var late = Approved(question.ArticleId) with { ApprovedAt = At(2) };
        var elsewhere = Approved(NewArticle()) with { ApprovedAt = At(4) };
        await publisher.DecideAsync(question, answer, late, elsewhere);

        var feed = await FeedAsync($"/articles/{question.ArticleId}/comments.atom");

        Assert.Equal(Names(answer, late, question), feed.Items.Select(item => item.Id));
        Assert.Equal(answer.ApprovedAt, feed.LastUpdatedTime);
        var item = feed.Items.First();
        Assert.Equal(answer.Text.Content, ((TextSyndicationContent)item.Content).Text);
        Assert.Equal(answer.Text.Name, Assert.Single(item.Authors).Name);
        Assert.Equal(
            new Uri($"https://bao.example/{answer.ArticleId}#{answer.CommentId}"),
            Assert.Single(item.Links, link => link.RelationshipType == "alternate").Uri
        );
        Assert.Contains(Names(elsewhere)[0], (await FeedAsync("/comments.atom")).Items.Select(i => i.Id));
    }

    [Fact]
    public async Task What_is_taken_back_leaves_the_feed_with_its_answers()
    {
        var question = Approved(NewArticle());
        var answer = Approved(question.ArticleId) with { ParentId = question.CommentId };
        var answerToAnswer = Approved(question.ArticleId) with { ParentId = answer.CommentId };
        var other = Approved(question.ArticleId);
        await publisher.DecideAsync(question, answer, answerToAnswer, other);
        await publisher.DecideAsync(Retracted(question));

        Assert.Equal(Names(other), (await FeedAsync($"/articles/{question.ArticleId}/comments.atom")).Items.Select(i => i.Id));
    }

    [Fact]
    public async Task Hostile_text_is_text_in_a_feed_that_every_reader_of_XML_accepts()
    {
        const string hostile = "]]><script>alert(1)</script> &amp; \u0001 \uFFFE \u202e 👩‍👧 ế";
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

        var item = Assert.Single((await FeedAsync($"/articles/{approved.ArticleId}/comments.atom")).Items);

        var shown = hostile.Replace('\u0001', '\uFFFD').Replace('\uFFFE', '\uFFFD');
        Assert.Equal(
            (shown, shown, shown),
            (item.Title.Text, item.Authors[0].Name, ((TextSyndicationContent)item.Content).Text)
        );
        Assert.Equal(("text", "text"), (item.Title.Type, item.Content.Type));
    }

    [Fact]
    public async Task A_feed_without_comments_is_a_feed_and_one_that_is_known_is_not_sent_again()
    {
        var path = $"/articles/{NewArticle()}/comments.atom";
        Assert.Empty((await FeedAsync(path)).Items);
        using var first = await publisher.Client.GetAsync(path, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await publisher.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task A_client_of_old_that_names_no_host_reads_it_too()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, publisher.Client.BaseAddress!.Port, cancel);
        await client.GetStream().WriteAsync("GET /comments.atom HTTP/1.0\r\n\r\n"u8.ToArray(), cancel);
        using var answer = new StreamReader(client.GetStream());
        var said = await answer.ReadToEndAsync(cancel);
        Assert.StartsWith("HTTP/1.1 200 OK", said, StringComparison.Ordinal);
        Assert.Contains("http://localhost/comments.atom", said, StringComparison.Ordinal);
    }

    private async Task<SyndicationFeed> FeedAsync(string path)
    {
        using var response = await publisher.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal("application/atom+xml", response.Content.Headers.ContentType?.MediaType);
        using var reader = XmlReader.Create(
            await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit }
        );
        return SyndicationFeed.Load(reader);
    }

    private static List<string> Names(params CommentApproved[] comments) => [.. comments.Select(c => $"urn:uuid:{c.CommentId}")];

    private static DateTimeOffset At(int minute) => new(2099, 1, 1, 0, minute, 0, TimeSpan.Zero);
}
