using System.Net;
using Moderation.Contracts;
using Xunit;
using static Moderation.Intake.Tests.Decisions;

namespace Moderation.Intake.Tests;

public class AppealTests(IntakeUnderTest intake)
{
    private const string Said = "Tôi chỉ hỏi giờ xe, không quảng cáo gì cả.";

    [Fact]
    public async Task A_reader_appeals_on_the_page_without_a_script_and_sees_the_answer()
    {
        var (id, track) = await RejectedAsync();
        Assert.Contains("/appeal\"", (await GetAsync(track)).Body);
        Assert.Contains("<textarea", (await GetAsync(track + "/appeal")).Body);

        var sent = await FormAsync(track, ("text", $"  {Said}\n"));
        Assert.Equal(303, sent.Status);
        Assert.Equal(
            track,
            new Uri(new Uri("http://localhost" + track + "/appeal"), sent.Response.Headers.Location!).AbsolutePath
        );
        var waiting = await PageAsync(track);
        Assert.Contains("đang chờ một người khác xem lại", waiting);
        Assert.Contains(Said, waiting);
        Assert.DoesNotContain("/appeal\"", waiting);
        var told = Assert.Single(await intake.AppealedAsync(id));
        Assert.Equal((1, Said), (told.Revision, told.Text));
        Assert.DoesNotContain(Said, intake.Logs.Text, StringComparison.Ordinal);

        await intake.PublishAsync(Rejected(id, 3, RejectReason.OffTopic) with { Upheld = true, Automatic = false });
        await AppealBecomesAsync(track, "upheld");
        var upheld = await PageAsync(track);
        Assert.Contains("giữ nguyên quyết định", upheld);
        Assert.Contains("Lý do: không liên quan đến bài viết.", upheld);

        await intake.PublishAsync(Approved(id, 4));
        await AppealBecomesAsync(track, "overturned");
        Assert.Contains("Khiếu nại của bạn được chấp nhận", await PageAsync(track));
    }

    [Fact]
    public async Task The_same_is_an_API_and_of_many_at_once_one_counts()
    {
        var (id, track) = await RejectedAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => JsonAsync(track, new { text = $"{Said} {n}" })));

        var taken = Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal("open", taken.Json.GetProperty("appeal").GetString());
        Assert.All(
            answers.Where(answer => answer.Status != 200),
            answer => Assert.Equal((409, "already-appealed"), (answer.Status, answer.Problem))
        );
        Assert.Single(await intake.AppealedAsync(id));
        var again = await FormAsync(track, ("text", "Lần hai."));
        Assert.Equal(409, again.Status);
        Assert.Contains("chỉ khiếu nại được một lần", WebUtility.HtmlDecode(again.Body));
        Assert.Contains("Lần hai.</textarea>", WebUtility.HtmlDecode(again.Body));
    }

    [Fact]
    public async Task Only_a_rejected_comment_is_appealed()
    {
        var (shown, pending, withdrawn) = (
            await intake.ShowAsync(IntakeUnderTest.NewArticle()),
            await intake.SubmitAsync(),
            await RejectedAsync()
        );
        await intake.ActAsync(withdrawn.Track + "/withdraw", "application/json");
        foreach (var track in new[] { shown.Track, pending.Track, withdrawn.Track })
        {
            var refused = await JsonAsync(track, new { text = Said });
            Assert.Equal((409, "not-rejected"), (refused.Status, refused.Problem));
            Assert.DoesNotContain("/appeal\"", (await GetAsync(track)).Body);
        }

        Assert.Equal((404, "unknown-link"), Of(await JsonAsync("/track/AAAAAAAAAAAAAAAAAAAAAA", new { text = Said })));

        static (int, string) Of(Answer answer) => (answer.Status, answer.Problem);
    }

    [Fact]
    public async Task What_is_no_appeal_is_refused_in_words_and_what_was_typed_stays()
    {
        var (_, track) = await RejectedAsync();
        var tooLong = new string('ă', 1_001);
        foreach (
            var (text, code) in new (string?, string)[]
            {
                (null, "required"),
                (" \u200B\u3164 ", "required"),
                (tooLong, "too-long"),
                ("a" + new string('\u0301', 9_000), "too-large"),
                ("a\u0000b", "unreadable-text"),
                ("a\u0007b", "control-character"),
            }
        )
        {
            var refused = await JsonAsync(track, new { text });
            Assert.Equal((400, "invalid-fields"), (refused.Status, refused.Problem));
            Assert.Equal([$"text: {code}"], refused.FieldErrors);
        }

        Assert.Equal(["text: not-text"], (await JsonAsync(track, new { text = 7 })).FieldErrors);
        Assert.Equal(["other: unknown-field"], (await JsonAsync(track, new { text = Said, other = "x" })).FieldErrors);
        var page = await FormAsync(track, ("text", tooLong));
        Assert.Equal(400, page.Status);
        Assert.Contains(tooLong + "</textarea>", WebUtility.HtmlDecode(page.Body));
        Assert.Contains("tối đa là 1.000 ký tự", WebUtility.HtmlDecode(page.Body));
        Assert.Equal(200, (await JsonAsync(track, new { text = new string('ă', 1_000) })).Status);
    }

    [Fact]
    public async Task Hostile_appeals_are_shown_as_text()
    {
        var (_, track) = await RejectedAsync();
        const string payload = "</textarea><script>alert(1)</script>";
        var refused = await FormAsync(track, ("text", payload), ("other", "x"));
        Assert.DoesNotContain("<script", refused.Body, StringComparison.OrdinalIgnoreCase);
        await FormAsync(track, ("text", payload));
        var page = await GetAsync(track);
        Assert.DoesNotContain("<script", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(payload, WebUtility.HtmlDecode(page.Body));
    }

    private async Task<(Guid Id, string Track)> RejectedAsync()
    {
        var comment = await intake.SubmitAsync();
        await intake.PublishAsync(Rejected(comment.Id, 1, RejectReason.Spam));
        await intake.StatusBecomesAsync(comment.Track, "rejected");
        return comment;
    }

    private Task<Answer> GetAsync(string path) => intake.TrackAsync(path);

    private async Task<string> PageAsync(string track) => WebUtility.HtmlDecode((await GetAsync(track)).Body);

    private Task<Answer> JsonAsync(string track, object body) =>
        intake.ActWithJsonAsync(track + "/appeal", body);

    private Task<Answer> FormAsync(string track, params (string Name, string Value)[] fields) =>
        intake.ActWithFormAsync(track + "/appeal", fields);

    private Task AppealBecomesAsync(string track, string state) =>
        Moderation.Testing.Eventually.IsTrueAsync(
            $"the appeal is {state}",
            async () =>
                (await intake.TrackAsync(track, "application/json")).Json.GetProperty("appeal").GetString() == state
        );
}
