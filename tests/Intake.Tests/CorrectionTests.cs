using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Moderation.Contracts;
using Moderation.Testing;
using Xunit;
using static Moderation.Intake.Tests.Decisions;

namespace Moderation.Intake.Tests;

/// <summary>Authors correct what they have just sent.</summary>
public class CorrectionTests(IntakeUnderTest intake)
{
    private const string Title = "Cầu mới, đường cũ (đã sửa)";
    private const string Content = "Cầu đã thông xe, nút giao phía bắc vẫn tắc.";

    [Fact]
    public async Task A_reader_corrects_on_the_page_without_a_script_and_a_new_revision_is_sent_on()
    {
        var comment = Comments.Valid();
        comment["phone"] = "0912 345 678";
        comment["article"] = new JsonObject
        {
            ["headline"] = "Cầu mới",
            ["lead"] = "Sáng nay.",
            ["section"] = "Thời sự",
            ["url"] = "https://bao.example/cau",
        };
        var (id, track) = await intake.SubmitAsync(comment);
        var first = await RevisionAsync(id, 1);
        Assert.Contains("/correct\"", (await GetAsync(track)).Body);
        var form = WebUtility.HtmlDecode((await GetAsync(track + "/correct")).Body);
        Assert.Contains("name=\"revision\" value=\"1\"", form);
        Assert.Contains(comment["content"]!.GetValue<string>() + "</textarea>", form);

        var sent = await FormAsync(track, ("revision", "1"), ("title", $" {Title} "), ("content", Content));

        Assert.Equal(303, sent.Status);
        Assert.Contains(Content, await PageAsync(track));
        var second = await RevisionAsync(id, 2);
        Assert.Equal((Title, Content), (second.Text.Title, second.Text.Content));
        // But for its text it is the same comment, by the same author.
        Assert.Equal(first with { Revision = 2, SubmittedAt = second.SubmittedAt, Text = second.Text }, second);
        Assert.Equal(first.SubmittedAt, second.SubmittedAt, TimeSpan.FromMicroseconds(1));
        Assert.Equal("091****678", second.Author.MaskedPhone);
        Assert.Equal(first.Text.Name, second.Text.Name);
        Assert.DoesNotContain(Content, intake.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_approved_stays_until_the_correction_is_decided_and_goes_with_its_rejection()
    {
        var (id, track) = await intake.ShowAsync(IntakeUnderTest.NewArticle());
        await CorrectAsync(track, 1);
        Assert.Contains("bản sửa đang chờ duyệt", await PageAsync(track));
        var waiting = (await intake.TrackAsync(track, "application/json")).Json;
        Assert.Equal(
            ("approved", 2, 1),
            (
                waiting.GetProperty("status").GetString(),
                waiting.GetProperty("revision").GetInt32(),
                waiting.GetProperty("decidedRevision").GetInt32()
            )
        );

        await intake.PublishAsync(Approved(id, 3) with { Revision = 2 });
        await Eventually.IsTrueAsync("the correction is published", async () =>
            !(await PageAsync(track)).Contains("bản sửa đang chờ duyệt", StringComparison.Ordinal)
        );
        await CorrectAsync(track, 2, "Lần ba.");
        await intake.PublishAsync(Retracted(id, 5) with { Revision = 3, Reason = RejectReason.OffTopic, Automatic = false });
        await intake.StatusBecomesAsync(track, "rejected");
        var page = await PageAsync(track);
        Assert.Contains("Lý do: không liên quan đến bài viết.", page);
        Assert.Contains("Một kiểm duyệt viên của tòa soạn đã quyết định.", page);
        Assert.Contains("/appeal\"", page);
        Assert.DoesNotContain("/correct\"", page);
    }

    [Fact]
    public async Task A_rejection_of_what_was_corrected_meanwhile_leaves_the_correction_waiting()
    {
        var (id, track) = await intake.SubmitAsync();
        await CorrectAsync(track, 1);
        await intake.PublishAsync(Rejected(id, 2, RejectReason.Spam));
        await Eventually.IsTrueAsync(
            "the rejection has come",
            async () =>
                (await intake.TrackAsync(track, "application/json")).Json.GetProperty("decidedAt").ValueKind
                == JsonValueKind.String
        );
        Assert.Contains("Đang chờ duyệt", await PageAsync(track));
        await intake.PublishAsync(Retracted(id, 4) with { Revision = 2, Reason = RejectReason.Spam });
        await intake.StatusBecomesAsync(track, "rejected");
    }

    [Fact]
    public async Task Of_many_corrections_at_once_one_counts_and_the_same_again_is_no_other()
    {
        var (id, track) = await intake.SubmitAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => JsonAsync(track, Body(1, $"{Content} {n}"))));

        var taken = Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(
            answers.Where(answer => answer.Status != 200),
            answer => Assert.Equal((409, "other-revision"), (answer.Status, answer.Problem))
        );
        var second = await RevisionAsync(id, 2);
        var again = await JsonAsync(track, Body(1, second.Text.Content));
        Assert.Equal((200, 2), (again.Status, again.Json.GetProperty("revision").GetInt32()));
        Assert.Equal("pending", taken.Json.GetProperty("status").GetString());

        var late = await FormAsync(track, ("revision", "1"), ("title", Title), ("content", "Bản gõ ở trang cũ."));
        Assert.Equal(409, late.Status);
        var page = WebUtility.HtmlDecode(late.Body);
        Assert.Contains("Bản gõ ở trang cũ.</textarea>", page);
        Assert.Contains("name=\"revision\" value=\"2\"", page);
        Assert.Contains(second.Text.Content, page);
    }

    [Fact]
    public async Task Only_what_is_in_time_and_neither_refused_nor_withdrawn_is_corrected()
    {
        var (late, rejected, retracted, withdrawn) = (
            await intake.SubmitAsync(),
            await intake.SubmitAsync(),
            await intake.ShowAsync(IntakeUnderTest.NewArticle()),
            await intake.SubmitAsync()
        );
        await ExecuteAsync("UPDATE submissions SET submitted_at = submitted_at - interval '15 minutes' WHERE id = @Id", late.Id);
        await intake.PublishAsync(Rejected(rejected.Id, 1, RejectReason.Spam));
        await intake.StatusBecomesAsync(rejected.Track, "rejected");
        await intake.PublishAsync(Retracted(retracted.Id, 2));
        await intake.StatusBecomesAsync(retracted.Track, "retracted");
        await intake.ActAsync(withdrawn.Track + "/withdraw", "application/json");

        foreach (
            var (track, code) in new[]
            {
                (late.Track, "correction-too-late"),
                (rejected.Track, "correction-decided"),
                (retracted.Track, "correction-decided"),
                (withdrawn.Track, "correction-withdrawn"),
            }
        )
        {
            var refused = await JsonAsync(track, Body(1, Content));
            Assert.Equal((409, code), (refused.Status, refused.Problem));
            Assert.DoesNotContain("/correct\"", (await GetAsync(track)).Body);
            var page = await FormAsync(track, ("revision", "1"), ("title", Title), ("content", Content));
            Assert.Equal(409, page.Status);
            Assert.Contains(Content + "</textarea>", WebUtility.HtmlDecode(page.Body));
            Assert.Contains("role=\"alert\"", (await GetAsync(track + "/correct")).Body);
        }

        var unknown = await JsonAsync("/track/AAAAAAAAAAAAAAAAAAAAAA", Body(1, Content));
        Assert.Equal((404, "unknown-link"), (unknown.Status, unknown.Problem));
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM earlier_revisions WHERE comment_id = @Id", late.Id));
    }

    [Fact]
    public async Task A_correction_is_checked_as_a_new_comment_is()
    {
        var article = IntakeUnderTest.NewArticle();
        var (parentId, parentTrack) = await intake.ShowAsync(article);
        var (_, track) = await intake.SubmitAsync(Comments.Valid(), article);
        foreach (
            var (title, content, code) in new (string?, string?, string)[]
            {
                (Title, null, "content: required"),
                (Title, " \u200B\u3164 ", "content: required"),
                (" ", Content, "title: required"),
                ("Hai\ndòng", Content, "title: line-break"),
                (Title, new string('ă', 2_001), "content: too-long"),
                (Title, "a\u0000b", "content: unreadable-text"),
                (Title, "a\u0007b", "content: control-character"),
            }
        )
        {
            var refused = await JsonAsync(track, Body(1, content, title));
            Assert.Equal((400, "invalid-fields"), (refused.Status, refused.Problem));
            Assert.Equal([code], refused.FieldErrors);
        }

        foreach (
            var (body, code) in new (object, string)[]
            {
                (new { title = Title, content = Content }, "revision: not-a-count"),
                (Body(0, Content), "revision: not-a-count"),
                (
                    new
                    {
                        revision = 1,
                        title = 7,
                        content = Content,
                    },
                    "title: not-text"
                ),
                (
                    new
                    {
                        revision = 1,
                        title = Title,
                        content = Content,
                        name = "Tên khác",
                    },
                    "name: unknown-field"
                ),
            }
        )
            Assert.Equal([code], (await JsonAsync(track, body)).FieldErrors);
        var own = Comments.Valid();
        var same = await JsonAsync(track, Body(1, own["content"]!.GetValue<string>(), own["title"]!.GetValue<string>()));
        Assert.Equal((409, "correction-changes-nothing"), (same.Status, same.Problem));

        var reply = await intake.SubmitAsync(Comments.With("parentId", parentId.ToString()), article);
        await intake.ActAsync(parentTrack + "/withdraw", "application/json");
        var orphan = await JsonAsync(reply.Track, Body(1, Content));
        Assert.Equal((409, "parent-not-published"), (orphan.Status, orphan.Problem));
        using var closed = await intake.Site.PutAsJsonAsync($"/articles/{article}/settings", new { status = "closed" });
        Assert.Equal(HttpStatusCode.OK, closed.StatusCode);
        var refusedNow = await JsonAsync(track, Body(1, Content));
        Assert.Equal((409, "article-closed"), (refusedNow.Status, refusedNow.Problem));
    }

    [Fact]
    public async Task Corrections_take_from_the_same_limits_as_comments_do()
    {
        var comment = Comments.With("reader.device", $"máy {Guid.CreateVersion7():n}");
        var answer = await IntakeUnderTest.SendAsync(intake.BehindProxy, comment, apiKey: IntakeUnderTest.ApiKey);
        var track = new Uri(answer.TrackingUrl).AbsolutePath;
        for (var revision = 1; revision < IntakeUnderTest.FewOfOne; revision++)
            Assert.Equal(200, (await SendAsync(revision)).Status);

        var refused = await SendAsync(IntakeUnderTest.FewOfOne);
        Assert.Equal((429, "too-many-comments"), (refused.Status, refused.Problem));
        Assert.NotNull(refused.Response.Headers.RetryAfter);

        Task<Answer> SendAsync(int revision)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, track + "/correct")
            {
                Content = JsonContent.Create(Body(revision, $"{Content} {revision}")),
            };
            request.Headers.Add("Accept", "application/json");
            request.Headers.Add("X-Forwarded-For", "198.51.100.77");
            return Answer.ToAsync(intake.BehindProxy, request);
        }
    }

    [Fact]
    public async Task Every_revision_is_in_the_readers_copy_and_none_is_left_once_it_is_erased()
    {
        var seed = Guid.CreateVersion7().ToString("n");
        var comment = Comments.Valid();
        comment["title"] = "Tiêu đề " + seed;
        comment["content"] = "Nội dung " + seed;
        var (id, track) = await intake.SubmitAsync(comment);
        await CorrectAsync(track, 1, "Bản hai " + seed);
        await CorrectAsync(track, 2, "Bản ba " + seed);
        await RevisionAsync(id, 3);

        var export = (await GetAsync(track + "/export")).Json;
        Assert.Equal((3, "Bản ba " + seed), (export.GetProperty("revision").GetInt32(), Text(export)));
        Assert.Equal(
            ["Nội dung " + seed, "Bản hai " + seed],
            export.GetProperty("earlier").EnumerateArray().Select(Text)
        );

        await intake.ActAsync(track + "/erase", "application/json");
        await Eventually.IsTrueAsync("nothing is left", async () =>
            (await Seeded.FoundAsync(intake.Database, seed)).Count == 0
        );
        Assert.Equal(3, Assert.Single(await intake.ErasedAsync(id)).Revision);
        Assert.DoesNotContain(seed, (await GetAsync(track + "/export")).Body);

        static string Text(JsonElement revision) => revision.GetProperty("content").GetString()!;
    }

    [Fact]
    public async Task Hostile_corrections_are_shown_as_text()
    {
        var (_, track) = await intake.SubmitAsync();
        const string payload = "</textarea><script>alert(1)</script>";
        const string quoted = "\" onfocus=\"alert(1)";
        var refused = await FormAsync(track, ("revision", "9"), ("title", quoted), ("content", payload));
        Assert.DoesNotContain("<script", refused.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(quoted, refused.Body, StringComparison.Ordinal);
        await FormAsync(track, ("revision", "1"), ("title", quoted), ("content", payload));
        var page = await GetAsync(track);
        Assert.DoesNotContain("<script", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(payload, WebUtility.HtmlDecode(page.Body));
    }

    private static object Body(int revision, string? content, string? title = Title) =>
        new
        {
            revision,
            title,
            content,
        };

    private async Task CorrectAsync(string track, int revision, string content = Content) =>
        Assert.Equal(200, (await JsonAsync(track, Body(revision, content))).Status);

    /// <summary>The message that tells of a revision.</summary>
    private async Task<CommentSubmitted> RevisionAsync(Guid id, int revision) =>
        await Eventually.FindAsync(
            $"revision {revision} is sent on",
            async () =>
                (await intake.MessageAsync(id)).Deserialize<CommentSubmitted>(ContractJson.Options) is { } message
                && message.Revision == revision
                    ? message
                    : null
        );

    private Task<Answer> GetAsync(string path) => intake.TrackAsync(path);

    private async Task<string> PageAsync(string track) => WebUtility.HtmlDecode((await GetAsync(track)).Body);

    private Task<Answer> JsonAsync(string track, object body) =>
        intake.ActWithJsonAsync(track + "/correct", body);

    private Task<Answer> FormAsync(string track, params (string Name, string Value)[] fields) =>
        intake.ActWithFormAsync(track + "/correct", fields);

    private async Task ExecuteAsync(string sql, Guid id)
    {
        await using var connection = await intake.Database.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { Id = id });
    }

    private async Task<long> CountAsync(string sql, Guid id)
    {
        await using var connection = await intake.Database.Source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(sql, new { Id = id });
    }
}
