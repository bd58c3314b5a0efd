using System.Text.Json;
using Moderation.Contracts;
using Moderation.Publisher.Publications;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

namespace Moderation.Publisher.Tests.Publications;

public class RecordDecisionConsumerTests(PublisherFixture publisher)
{
    [Fact]
    public async Task An_approved_comment_appears_under_its_article()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        var comment = Assert.Single((await publisher.PageAsync(approved.ArticleId)).Comments);
        Assert.Equal((approved.CommentId, approved.Text.Content), (comment.Id, comment.Content));
    }

    [Fact]
    public async Task An_approval_that_arrives_five_times_appears_once_and_is_told_once()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync([.. Enumerable.Repeat(approved, 5)]);
        await publisher.DecideAsync(approved);
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");
        Assert.Single((await publisher.PageAsync(approved.ArticleId)).Comments);
        Assert.Single(publisher.Site.Of(approved.CommentId));
    }

    [Fact]
    public async Task An_approval_that_arrives_after_its_retraction_does_not_appear_and_nobody_is_told()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(Retracted(approved));
        await publisher.DecideAsync(approved);
        Assert.Empty((await publisher.PageAsync(approved.ArticleId)).Comments);
        Assert.Equal(0, await DeliveriesAsync(approved.CommentId));
    }

    [Fact]
    public async Task A_retracted_comment_disappears_and_no_table_keeps_its_text()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        await publisher.DecideAsync(Retracted(approved));
        Assert.Empty((await publisher.PageAsync(approved.ArticleId)).Comments);
        Assert.Equal(
            1,
            await publisher.QueryAsync<int>(
                "SELECT num_nulls(name, title, content) / 3 FROM publications "
                    + "WHERE comment_id = @CommentId AND status = 'retracted'",
                approved
            )
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_a_withdrawal_no_decision_in_any_order_shows_the_comment(int before)
    {
        var article = NewArticle();
        int[][] orders = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]];
        var comments = orders.Select(order => (Order: order, First: Approved(article))).ToList();
        await Task.WhenAll(
            comments.Select(async comment =>
            {
                var decisions = comment.Order.Select(version => Decision(comment.First, version)).ToList();
                foreach (var decision in decisions.Take(before))
                    await publisher.DecideAsync(decision);
                await publisher.DecideAsync(Withdrawn(comment.First));
                foreach (var decision in decisions.Skip(before))
                    await publisher.DecideAsync(decision);
                await publisher.DecideAsync([.. decisions, comment.First with { Version = 10_000 }, Withdrawn(comment.First)]);
            })
        );

        Assert.Empty((await publisher.PageAsync(article)).Comments);
        Assert.Equal(
            comments.Count,
            await publisher.QueryAsync<int>(
                "SELECT count(*)::int FROM publications WHERE article_id = @article AND status = 'withdrawn' "
                    + "AND num_nulls(name, title, content) = 3",
                new { article }
            )
        );

        static object Decision(CommentApproved first, int version) =>
            version == 2 ? Retracted(first) : first with { Version = version };
    }

    [Fact]
    public async Task A_site_is_told_of_a_withdrawal_as_of_a_retraction_and_only_of_what_it_was_shown()
    {
        var (shown, never) = (Approved(NewArticle(), version: 4), Approved(NewArticle()));
        await publisher.DecideAsync(shown);
        await publisher.DeliveryIsAsync("delivered", shown.CommentId, 4, "site");
        await publisher.DecideAsync(Withdrawn(shown), Withdrawn(never));
        await publisher.DeliveryIsAsync("delivered", shown.CommentId, 5, "site");
        var told = (await PublisherFixture.ReceivedAsync(publisher.Site, shown.CommentId, 2))[^1];

        Assert.Equal(("comment.retracted", 5), (told.Type, told.Data.GetProperty("version").GetInt32()));
        Assert.Equal(0, await DeliveriesAsync(never.CommentId));
        Assert.Empty((await publisher.PageAsync(shown.ArticleId)).Comments);
    }

    [Fact]
    public async Task An_older_or_equal_version_changes_nothing()
    {
        var present = Approved(NewArticle(), version: 3);
        await publisher.DecideAsync(present);
        await publisher.DecideAsync(present with { Version = 2, Text = present.Text with { Content = "cũ" } });
        await publisher.DecideAsync(present with { Text = present.Text with { Content = "cùng bản" } });
        await publisher.DecideAsync(Retracted(present, version: 1));
        Assert.Equal(present.Text.Content, Assert.Single((await publisher.PageAsync(present.ArticleId)).Comments).Content);
    }

    [Fact]
    public async Task A_comment_that_is_approved_again_after_a_retraction_appears_again()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        await publisher.DecideAsync(Retracted(approved));
        await publisher.DecideAsync(approved with { Version = 3, Revision = 2 });
        Assert.Equal(2, Assert.Single((await publisher.PageAsync(approved.ArticleId)).Comments).Revision);
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 3, "site");
    }

    [Fact]
    public async Task Decisions_of_many_comments_that_arrive_at_once_in_any_order_end_in_the_newest_of_each()
    {
        var article = NewArticle();
        var comments = Enumerable.Range(0, 40).Select(minute => Approved(article, minute: minute)).ToList();
        var decisions = comments
            .SelectMany(
                IEnumerable<object> (c, i) =>
                    [c, Retracted(c, 2), c with { Version = 3 }, .. i % 2 == 0 ? [] : new object[] { Retracted(c, 4) }]
            )
            .ToArray();
        Random.Shared.Shuffle(decisions);
        await publisher.DecideAsync(decisions);
        Assert.Equal(
            comments.Where((_, i) => i % 2 == 0).Select(c => c.CommentId).Order(),
            (await publisher.PageAsync(article, "?limit=100")).Comments.Select(c => c.Id).Order()
        );
    }

    [Fact]
    public async Task A_version_out_of_all_reason_is_a_fault_and_does_not_block_the_retraction()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        await publisher.RefusedAsync(approved with { Version = int.MaxValue });
        await publisher.RefusedAsync(Retracted(approved, version: int.MaxValue));
        await publisher.DecideAsync(Retracted(approved));
        Assert.Empty((await publisher.PageAsync(approved.ArticleId)).Comments);
    }

    [Fact]
    public async Task An_approval_without_a_text_is_a_fault_and_no_retraction()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        var message = JsonSerializer.SerializeToNode(approved with { Version = 2 }, ContractJson.Options)!;
        message["text"] = null;
        await publisher.RefusedAsync(message, typeof(CommentApproved));
        Assert.Equal(approved.CommentId, Assert.Single((await publisher.PageAsync(approved.ArticleId)).Comments).Id);
        Assert.Equal(0, await DeliveriesAsync(approved.CommentId, version: 2));
    }

    [Fact]
    public void Only_the_last_word_on_each_comment_of_a_group_is_written()
    {
        var (one, other) = (Approved("a"), Approved("a"));
        var newest = Publication.Newest([
            Publication.Of(one),
            Publication.Of(other),
            Publication.Of(Retracted(one)),
            Publication.Of(one),
        ]);
        Assert.Equal(
            new[] { (one.CommentId, "retracted"), (other.CommentId, "published") }.Order(),
            newest.Select(p => (p.CommentId, p.Status))
        );
    }

    private async Task<int> DeliveriesAsync(Guid commentId, int version = 1) =>
        await publisher.QueryAsync<int>(
            "SELECT count(*)::integer FROM deliveries WHERE comment_id = @commentId AND version >= @version",
            new { commentId, version }
        );
}
