using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using Moderation.Contracts;
using Moderation.Testing;
using Xunit;
using static Moderation.Intake.Tests.Decisions;

namespace Moderation.Intake.Tests;

public class ReplyTests(IntakeUnderTest intake)
{
    [Fact]
    public async Task A_reply_to_what_readers_see_under_the_article_is_taken_however_deep_and_needs_no_title()
    {
        var article = IntakeUnderTest.NewArticle();
        var first = await intake.ShowAsync(article);
        var second = await intake.ShowAsync(article, first.Id);
        foreach (var parent in new[] { first, second })
        {
            var reply = ReplyTo(parent.Id);
            reply.Remove("title");
            var (id, track) = await intake.SubmitAsync(reply, article);
            Assert.Equal("", (await intake.MessageAsync(id)).GetProperty("text").GetProperty("title").GetString());
            Assert.DoesNotContain("<h3", (await intake.TrackAsync(track)).Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_newsrooms_reply_is_answered_and_reported_as_any_other_until_it_is_taken_back()
    {
        var article = IntakeUnderTest.NewArticle();
        var parent = await intake.ShowAsync(article);
        var reply = Approved(Guid.CreateVersion7(), 1) with
        {
            ArticleId = article,
            ParentId = parent.Id,
            Badge = Badge.Newsroom,
        };
        await intake.PublishAsync(reply);
        await BecomesAsync(reply.CommentId, "approved");
        var (id, _) = await intake.SubmitAsync(ReplyTo(reply.CommentId), article);
        await intake.SubmittedAsync(id);

        await intake.PublishAsync(Retracted(reply.CommentId, 2) with { ArticleId = article });
        await intake.PublishAsync(reply);
        await BecomesAsync(reply.CommentId, "retracted");

        var refused = await intake.PostAsync(ReplyTo(reply.CommentId), article);
        Assert.Equal("parent-not-published", refused.Problem);
    }

    private Task BecomesAsync(Guid reply, string status) =>
        Eventually.IsTrueAsync($"the newsroom's reply is {status}", async () =>
        {
            await using var connection = await intake.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            return status
                == await connection.ExecuteScalarAsync<string>("SELECT status FROM submissions WHERE id = @reply", new { reply });
        });

    [Theory]
    [InlineData("pending")]
    [InlineData("rejected")]
    [InlineData("retracted")]
    [InlineData("unknown")]
    [InlineData("of another article")]
    [InlineData("under what was retracted")]
    public async Task A_reply_to_what_readers_do_not_see_under_the_article_is_refused_and_not_stored(string parent)
    {
        var article = IntakeUnderTest.NewArticle();
        var answer = await intake.PostAsync(ReplyTo(await ParentAsync(parent, article)), article);

        Assert.Equal(409, answer.Status);
        Assert.Equal("parent-not-published", answer.Problem);
        Assert.Equal(["parentId: parent-not-published"], answer.FieldErrors);
        await using var connection = await intake.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            0,
            await connection.ExecuteScalarAsync<long>(
                "SELECT count(*) FROM submissions WHERE parent_id IS NOT NULL AND article_id = @article AND status = 'pending'",
                new { article }
            )
        );
    }

    [Fact]
    public async Task A_form_that_a_browser_posts_is_answered_with_a_page_that_says_so()
    {
        using var form = new FormUrlEncodedContent([
            new("name", "An"),
            new("content", "Đồng ý."),
            new("parentId", Guid.CreateVersion7().ToString()),
        ]);
        var page = await intake.PostAsync(form, accept: "text/html");
        Assert.Equal(409, page.Status);
        Assert.Contains("câu trả lời chưa được gửi", WebUtility.HtmlDecode(page.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_that_was_taken_stays_so_when_its_parent_goes_and_the_same_request_comes_again()
    {
        var (article, key) = (IntakeUnderTest.NewArticle(), $"key/{Guid.CreateVersion7()}");
        var parent = await intake.ShowAsync(article);
        var first = await intake.PostAsync(ReplyTo(parent.Id), article, key);
        await TakeDownAsync(parent);

        var again = await intake.PostAsync(ReplyTo(parent.Id), article, key);

        Assert.Equal(202, again.Status);
        Assert.Equal(first.Body, again.Body);
        await intake.SubmittedAsync(first.Id);
    }

    [Fact]
    public async Task A_reply_that_was_refused_is_taken_under_the_same_key_once_its_parent_is_published()
    {
        var (article, key) = (IntakeUnderTest.NewArticle(), $"key/{Guid.CreateVersion7()}");
        var parent = await intake.SubmitAsync(article: article);
        Assert.Equal(409, (await intake.PostAsync(ReplyTo(parent.Id), article, key)).Status);
        await intake.PublishAsync(Approved(parent.Id, 1));
        await intake.StatusBecomesAsync(parent.Track, "approved");
        Assert.Equal(202, (await intake.PostAsync(ReplyTo(parent.Id), article, key)).Status);
    }

    [Fact]
    public async Task The_tracking_page_of_an_approved_reply_says_whether_readers_see_it()
    {
        var article = IntakeUnderTest.NewArticle();
        var first = await intake.ShowAsync(article);
        var second = await intake.ShowAsync(article, first.Id);
        var (_, track) = await intake.ShowAsync(article, second.Id);
        Assert.Equal((true, "Đã đăng"), await ReadAsync(track));

        await TakeDownAsync(first);
        Assert.Equal((false, "Đã duyệt, chưa hiển thị"), await ReadAsync(track));
        Assert.Contains("not shown now", (await intake.TrackAsync(track + "?lang=en")).Body, StringComparison.Ordinal);

        await intake.PublishAsync(Approved(first.Id, 3));
        await intake.StatusBecomesAsync(first.Track, "approved");
        Assert.Equal((true, "Đã đăng"), await ReadAsync(track));
    }

    private async Task<(bool Shown, string Heading)> ReadAsync(string track)
    {
        var page = WebUtility.HtmlDecode((await intake.TrackAsync(track)).Body);
        var heading = page[(page.IndexOf('>', page.IndexOf("<h1", StringComparison.Ordinal)) + 1)..];
        return (
            (await intake.TrackAsync(track, "application/json")).Json.GetProperty("shown").GetBoolean(),
            heading[..heading.IndexOf('<', StringComparison.Ordinal)]
        );
    }

    private async Task<Guid> ParentAsync(string state, string article)
    {
        if (state == "unknown")
            return Guid.CreateVersion7();
        if (state == "of another article")
            return (await intake.ShowAsync(IntakeUnderTest.NewArticle())).Id;
        if (state == "pending")
            return (await intake.SubmitAsync(article: article)).Id;
        var parent = await intake.ShowAsync(article);
        if (state == "rejected")
        {
            await intake.PublishAsync(Rejected(parent.Id, 2, RejectReason.Spam));
            await intake.StatusBecomesAsync(parent.Track, "rejected");
            return parent.Id;
        }

        var child = await intake.ShowAsync(article, parent.Id);
        await TakeDownAsync(parent);
        return state == "retracted" ? parent.Id : child.Id;
    }

    private async Task TakeDownAsync((Guid Id, string Track) comment)
    {
        await intake.PublishAsync(Retracted(comment.Id, 2));
        await intake.StatusBecomesAsync(comment.Track, "retracted");
    }

    private static JsonObject ReplyTo(Guid parent) => Comments.With("parentId", parent.ToString());
}
