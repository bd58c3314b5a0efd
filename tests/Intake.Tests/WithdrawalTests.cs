using System.Net;
using Moderation.Contracts;
using Xunit;
using static Moderation.Intake.Tests.Decisions;

namespace Moderation.Intake.Tests;

public class WithdrawalTests(IntakeUnderTest intake)
{
    [Fact]
    public async Task A_reader_withdraws_on_the_page_without_a_script_and_nothing_happens_before_the_confirmation()
    {
        var (id, track) = await intake.SubmitAsync();
        Assert.Contains($"href=\"{track[(track.LastIndexOf('/') + 1)..]}/withdraw\"", (await GetAsync(track)).Body);

        var asked = await GetAsync(track + "/withdraw");
        Assert.Contains("<form method=\"post\"", asked.Body);
        Assert.Contains("form-action 'self'", asked.Response.Headers.GetValues("Content-Security-Policy").Single());
        using (var head = await intake.Site.SendAsync(new HttpRequestMessage(HttpMethod.Head, track + "/withdraw")))
            Assert.NotEqual(HttpStatusCode.InternalServerError, head.StatusCode);
        Assert.Equal("pending", await StatusAsync(track));

        var done = await PostAsync(track + "/withdraw?lang=en", "text/html");
        Assert.Equal(303, done.Status);
        var back = new Uri(new Uri("http://localhost" + track + "/withdraw"), done.Response.Headers.Location!).PathAndQuery;
        Assert.Equal(track + "?lang=en", back);
        Assert.Contains("Withdrawn", (await GetAsync(back)).Body);
        var page = WebUtility.HtmlDecode((await GetAsync(track)).Body);
        Assert.Contains("Đã rút", page);
        Assert.DoesNotContain("/withdraw", page);
        Assert.Equal(303, (await GetAsync(track + "/withdraw")).Status);

        var told = Assert.Single(await intake.WithdrawnAsync(id));
        Assert.Equal((id, 1), (told.CommentId, told.Revision));
    }

    [Fact]
    public async Task The_same_is_an_API_and_many_times_at_once_is_once()
    {
        var article = IntakeUnderTest.NewArticle();
        var (id, track) = await intake.ShowAsync(article);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => PostAsync(track + "/withdraw", "application/json"))
        );
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.All(answers, answer => Assert.Equal("withdrawn", answer.Json.GetProperty("status").GetString()));
        Assert.False(answers[0].Json.GetProperty("shown").GetBoolean());
        Assert.Equal("no-store", answers[0].Response.Headers.CacheControl!.ToString());

        var (later, laterTrack) = await intake.SubmitAsync();
        await PostAsync(laterTrack + "/withdraw", "application/json");
        await intake.WithdrawnAsync(later);
        Assert.Equal(article, Assert.Single(await intake.WithdrawnAsync(id)).ArticleId);
    }

    [Fact]
    public async Task No_decision_in_any_order_changes_what_was_withdrawn()
    {
        var (_, rejected) = await RejectedAsync();
        foreach (var track in new[] { rejected, (await intake.SubmitAsync()).Track })
        {
            var id = (await GetAsync(track, "application/json")).Id;
            await PostAsync(track + "/withdraw", "application/json");
            await intake.PublishAsync(Approved(id, 2));
            await intake.PublishAsync(Rejected(id, 4, RejectReason.Spam));
            await intake.PublishAsync(Retracted(id, 3));
        }

        await intake.ShowAsync(IntakeUnderTest.NewArticle());
        await intake.ShowAsync(IntakeUnderTest.NewArticle());
        var state = (await GetAsync(rejected, "application/json")).Json;
        Assert.Equal("withdrawn", state.GetProperty("status").GetString());
        Assert.Null(state.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Replies_to_what_was_withdrawn_are_not_shown_and_no_more_are_taken()
    {
        var article = IntakeUnderTest.NewArticle();
        var parent = await intake.ShowAsync(article);
        var reply = await intake.ShowAsync(article, parent.Id);
        await PostAsync(parent.Track + "/withdraw", "application/json");

        Assert.False((await GetAsync(reply.Track, "application/json")).Json.GetProperty("shown").GetBoolean());
        var refused = await intake.PostAsync(Comments.With("parentId", parent.Id.ToString()), article);
        Assert.Equal((409, "parent-not-published"), (refused.Status, refused.Problem));
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("%0d%0aX:y")]
    [InlineData("%3Cscript%3E")]
    public async Task A_link_that_nobody_has_withdraws_nothing(string token)
    {
        Assert.Equal(404, (await GetAsync($"/track/{token}/withdraw")).Status);
        Assert.Equal(404, (await PostAsync($"/track/{token}/withdraw", "text/html")).Status);
        var problem = await PostAsync($"/track/{token}/withdraw", "application/json");
        Assert.Equal((404, "unknown-link"), (problem.Status, problem.Problem));
    }

    private async Task<(Guid Id, string Track)> RejectedAsync()
    {
        var comment = await intake.SubmitAsync();
        await intake.PublishAsync(Rejected(comment.Id, 1, RejectReason.OffTopic));
        await intake.StatusBecomesAsync(comment.Track, "rejected");
        return comment;
    }

    private Task<Answer> GetAsync(string path, string? accept = null) => intake.TrackAsync(path, accept);

    private Task<Answer> PostAsync(string path, string accept) => intake.ActAsync(path, accept);

    private async Task<string?> StatusAsync(string track) =>
        (await GetAsync(track, "application/json")).Json.GetProperty("status").GetString();
}
