using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Moderation.Contracts;
using Moderation.Testing;
using Xunit;
using static Moderation.Intake.Tests.Decisions;

namespace Moderation.Intake.Tests;

/// <summary>What readers may ask of the data that are held about them.</summary>
public class DataTests(IntakeUnderTest intake)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_takes_a_copy_of_all_that_is_held()
    {
        var comment = Comments.Valid();
        comment["phone"] = "0912 345 678";
        comment["reader"] = new JsonObject { ["address"] = "203.0.113.7" };
        comment["email"] = "An.Nguyen@docgia.example";
        var (id, track) = await intake.SubmitAsync(comment);
        await intake.PublishAsync(Rejected(id, 1, RejectReason.Spam) with { Automatic = false });
        await intake.StatusBecomesAsync(track, "rejected");
        await intake.ActWithJsonAsync(track + "/appeal", new { text = "Xem lại giúp tôi." });

        var export = await GetAsync(track + "/export");

        Assert.Equal($"attachment; filename=\"{id}.json\"", export.Response.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal("no-store", export.Response.Headers.CacheControl!.ToString());
        var held = export.Json;
        foreach (var member in new[] { "name", "title", "content" })
            Assert.Equal(comment[member]!.GetValue<string>(), held.GetProperty(member).GetString());
        Assert.Equal("+84912345678", held.GetProperty("phone").GetString());
        Assert.Equal(["phone", "address"], held.GetProperty("hashed").EnumerateArray().Select(hash => hash.GetString()));
        Assert.Equal(
            ("rejected", "spam", "person", "Xem lại giúp tôi."),
            (Text("status"), Text("reason"), Text("decidedBy"), Text("appeal"))
        );
        var told = Assert.Single(held.GetProperty("subscriptions").EnumerateArray());
        Assert.Equal("An.Nguyen@docgia.example", told.GetProperty("target").GetString());
        Assert.Equal("mail", told.GetProperty("channel").GetString());
        Assert.Equal((404, "unknown-link"), Of(await GetAsync("/track/AAAAAAAAAAAAAAAAAAAAAA/export")));

        string? Text(string member) => held.GetProperty(member).GetString();
        static (int, string) Of(Answer answer) => (answer.Status, answer.Problem);
    }

    [Fact]
    public async Task Erasing_leaves_nothing_of_text_and_author_in_any_table_and_its_clock_runs_until_all_have_done_it()
    {
        var seed = Guid.CreateVersion7().ToString("n");
        var comment = Comments.Valid();
        comment["name"] = "Tên " + seed;
        comment["title"] = "Tiêu đề " + seed;
        comment["content"] = "Nội dung " + seed;
        // Of nobody else in this database: an author's keys stay while there is another comment of theirs.
        comment["phone"] = $"098{RandomNumberGenerator.GetInt32(1_000_000, 10_000_000)}";
        comment["email"] = $"{seed}@docgia.example";
        var (id, track) = await intake.SubmitAsync(comment);
        const string subject = "Xác nhận nhận thông báo về bình luận";
        var letter = Assert.Single(await intake.Mail.ReceivedAsync($"{seed}@docgia.example", subject));
        const string hash = "SELECT target_hash FROM subscriptions WHERE comment_id = @id";
        await using var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation);
        var mailbox = (await connection.ExecuteScalarAsync<string>(hash, new { id }))!;
        var author = (await intake.MessageAsync(id)).GetProperty("author").GetProperty("phone").GetString()!;
        await intake.PublishAsync(Rejected(id, 1, RejectReason.Spam));
        await intake.StatusBecomesAsync(track, "rejected");
        await intake.ActWithJsonAsync(track + "/appeal", new { text = "Khiếu nại " + seed });
        await intake.AppealedAsync(id);
        Assert.NotEmpty(await Seeded.FoundAsync(intake.Database, seed));

        Assert.Contains("<form method=\"post\"", (await GetAsync(track + "/erase")).Body);
        Assert.NotEmpty(await Seeded.FoundAsync(intake.Database, seed));
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => intake.ActAsync(track + "/erase", "application/json"))
        );

        Assert.All(answers, answer => Assert.Equal("withdrawn", answer.Json.GetProperty("status").GetString()));
        Assert.All(
            answers,
            answer => Assert.Equal(JsonValueKind.String, answer.Json.GetProperty("erasureAskedAt").ValueKind)
        );
        Assert.Single(await intake.ErasedAsync(id));
        Assert.Single(await intake.WithdrawnAsync(id));
        await Eventually.IsTrueAsync("nothing is left", async () =>
            (await Seeded.FoundAsync(intake.Database, seed, author, mailbox)).Count == 0
        );
        Assert.Contains(IntakeUnderTest.PublicUrl, letter.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("docgia.example", (await GetAsync(track + "/export")).Body, StringComparison.Ordinal);
        var page = await PageAsync(track);
        Assert.Contains("đang xóa khỏi các hệ thống còn lại", page);
        var asked = answers[0].Json.GetProperty("erasureAskedAt").GetDateTimeOffset();
        Assert.Contains($"hết ngày {asked.ToOffset(TimeSpan.FromHours(7)).AddDays(15):dd'/'MM'/'yyyy}", page);
        Assert.DoesNotContain("/erase", page);
        Assert.DoesNotContain(seed, page + (await GetAsync(track + "/export")).Body);

        await intake.PublishAsync(new CommentForgotten { CommentId = id, Revision = 1, ForgottenAt = Decided });
        await Eventually.IsTrueAsync(
            "the erasure is done",
            async () =>
                (await intake.TrackAsync(track, "application/json")).Json.GetProperty("erasureDoneAt").ValueKind
                == JsonValueKind.String
        );
        Assert.Contains("đã được xóa khỏi mọi hệ thống", await PageAsync(track));
        Assert.DoesNotContain(seed, intake.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_is_led_back_and_a_link_that_nobody_has_erases_nothing()
    {
        var (_, track) = await intake.SubmitAsync();
        Assert.Equal(303, (await intake.ActAsync(track + "/erase", "text/html")).Status);
        Assert.Equal(303, (await GetAsync(track + "/erase")).Status);
        Assert.Contains("Đã xóa dữ liệu", await PageAsync(track));
        Assert.Equal(404, (await intake.ActAsync("/track/AAAAAAAAAAAAAAAAAAAAAA/erase", "application/json")).Status);
    }

    private Task<Answer> GetAsync(string path) => intake.TrackAsync(path);

    private async Task<string> PageAsync(string track) => WebUtility.HtmlDecode((await GetAsync(track)).Body);
}
