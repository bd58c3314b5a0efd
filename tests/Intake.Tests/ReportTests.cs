using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Moderation.Contracts;
using Moderation.Testing;
using Xunit;
using static Moderation.Intake.Tests.Decisions;

namespace Moderation.Intake.Tests;

public partial class ReportTests(IntakeUnderTest intake)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_reports_on_a_small_page_without_a_script_and_is_told_that_it_was_once()
    {
        var (article, id) = await ShownAsync();
        var path = PathOf(article, id);
        var asked = await GetAsync(path);
        Assert.Equal(200, asked.Status);
        Assert.DoesNotContain("<script", asked.Body);
        foreach (var reason in RejectReasons.All)
            Assert.Contains($"value=\"{reason.Name}\"", asked.Body);
        Assert.DoesNotContain(Comments.Valid()["content"]!.GetValue<string>(), WebUtility.HtmlDecode(asked.Body));
        var pass = PassIn(asked);
        var head = await GetAsync(path, HttpMethod.Head);
        Assert.Equal((200, ""), (head.Status, head.Body));
        Assert.Equal(asked.Response.Content.Headers.ContentType, head.Response.Content.Headers.ContentType);

        var unchosen = await FormAsync(path, ("pass", pass));
        Assert.Equal(400, unchosen.Status);
        Assert.Contains("chọn một lý do", WebUtility.HtmlDecode(unchosen.Body));
        var stale = await FormAsync(path, ("reason", "spam"), ("pass", "khong-phai-the"));
        Assert.Equal(403, stale.Status);
        Assert.Contains("checked", stale.Body);
        // The browser's own is there again.
        Assert.Equal(pass, PassIn(stale));

        var taken = await FormAsync(path, ("reason", "misinformation"), ("pass", pass));
        Assert.Equal(200, taken.Status);
        Assert.Contains("đã nhận báo cáo của bạn", WebUtility.HtmlDecode(taken.Body));
        var again = await FormAsync(path + "?lang=en", ("reason", "spam"), ("pass", pass));
        Assert.Equal(409, again.Status);
        Assert.Contains("reported this comment already", again.Body);
        var back = await GetAsync(path);
        Assert.Contains("Bạn đã báo cáo bình luận này", WebUtility.HtmlDecode(back.Body));
        Assert.DoesNotContain("<form", back.Body);

        var told = Assert.Single(await intake.ReportedAsync(id));
        Assert.Equal((1, RejectReason.Misinformation), (told.Revision, told.Reason));
        Assert.Matches("^[0-9a-f]{32}$", told.Reporter);
        Assert.DoesNotContain(told.Reporter, pass, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_same_is_an_API_and_of_many_at_once_at_two_copies_one_counts()
    {
        var (article, id) = await ShownAsync();
        var pass = await PassAsync(article);
        var copies = new[] { intake.Public, intake.Asking };
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(n => JsonAsync(copies[n % 2], article, id, new { reason = "spam", pass }))
        );
        var taken = Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal("spam", taken.Json.GetProperty("reason").GetString());
        Assert.All(
            answers.Where(answer => answer.Status != 200),
            answer => Assert.Equal((409, "already-reported"), (answer.Status, answer.Problem))
        );
        var others = await Task.WhenAll(
            Enumerable
                .Range(0, 14)
                .Select(async n =>
                    await JsonAsync(copies[n % 2], article, id, new { reason = "spam", pass = await PassAsync(article) })
                )
        );
        // Ten of an address within a day, the first among them.
        Assert.Equal(9, others.Count(answer => answer.Status == 200));
        Assert.All(
            others.Where(answer => answer.Status != 200),
            answer =>
            {
                Assert.Equal((429, "too-many-reports"), (answer.Status, answer.Problem));
                Assert.NotNull(answer.Response.Headers.RetryAfter);
            }
        );
        await Eventually.IsTrueAsync("all are told", async () => (await intake.ReportedAsync(id)).Count == 10);
        Assert.Equal(10, (await intake.ReportedAsync(id)).Select(report => report.Reporter).Distinct().Count());
    }

    [Fact]
    public async Task An_address_reports_so_many_comments_and_no_more_for_a_while()
    {
        var article = IntakeUnderTest.NewArticle();
        var shown = new List<Guid>();
        for (var n = 0; n < IntakeUnderTest.FewOfOne / 10 + 1; n++)
            shown.Add((await intake.ShowAsync(article)).Id);
        var taken = 0;
        foreach (var id in shown)
        {
            for (var n = 0; n < 10; n++)
            {
                var answer = await JsonAsync(
                    intake.Limiting,
                    article,
                    id,
                    new { reason = "spam", pass = await PassAsync(article) }
                );
                if (answer.Status == 200)
                    taken++;
                else
                    Assert.Equal((429, "too-many-reports"), (answer.Status, answer.Problem));
            }
        }
        Assert.Equal(IntakeUnderTest.FewOfOne, taken);
    }

    [Fact]
    public async Task Only_what_readers_see_under_that_article_is_reported()
    {
        var article = IntakeUnderTest.NewArticle();
        var (pending, withdrawn, retracted) = (
            await intake.SubmitAsync(article: article),
            await intake.ShowAsync(article),
            await intake.ShowAsync(article)
        );
        await intake.ActAsync(withdrawn.Track + "/withdraw", "application/json");
        await intake.PublishAsync(Retracted(retracted.Id, 2));
        await intake.StatusBecomesAsync(retracted.Track, "retracted");
        var parent = await intake.ShowAsync(article);
        var reply = await intake.ShowAsync(article, parent.Id);
        await intake.PublishAsync(Retracted(parent.Id, 2));
        await intake.StatusBecomesAsync(parent.Track, "retracted");
        var pass = await PassAsync(article);
        foreach (var id in new[] { pending.Id, withdrawn.Id, retracted.Id, reply.Id, Guid.CreateVersion7() })
        {
            var refused = await JsonAsync(intake.Public, article, id, new { reason = "spam", pass });
            Assert.Equal((404, "comment-not-published"), (refused.Status, refused.Problem));
            Assert.Equal(404, (await GetAsync(PathOf(article, id))).Status);
        }
        var (other, shown) = await ShownAsync();
        Assert.Equal(404, (await JsonAsync(intake.Public, article, shown, new { reason = "spam", pass })).Status);
        Assert.Equal(200, (await JsonAsync(intake.Public, other, shown, new { reason = "spam", pass })).Status);
    }

    [Fact]
    public async Task What_is_no_report_is_refused_in_words()
    {
        var (article, id) = await ShownAsync();
        var pass = await PassAsync(article);
        foreach (
            var (body, errors) in new (object, string[])[]
            {
                (new { pass }, ["reason: required"]),
                (new { reason = "cai-gi-do", pass }, ["reason: unknown-reason"]),
                (new { reason = 7, pass }, ["reason: not-text"]),
                (new { reason = "spam", pass, note = "x" }, ["note: unknown-field"]),
            }
        )
        {
            var refused = await JsonAsync(intake.Public, article, id, body);
            Assert.Equal((400, "invalid-fields"), (refused.Status, refused.Problem));
            Assert.Equal(errors, refused.FieldErrors);
        }
        foreach (
            var (bad, code) in new (string?, string)[]
            {
                (null, "reader-pass-required"),
                ("khong-phai-the", "reader-pass-invalid"),
                ((pass[0] == 'A' ? 'B' : 'A') + pass[1..], "reader-pass-invalid"),
            }
        )
        {
            var refused = await JsonAsync(intake.Public, article, id, new { reason = "spam", pass = bad });
            Assert.Equal((403, code), (refused.Status, refused.Problem));
        }
        Assert.Equal(200, (await JsonAsync(intake.Public, article, id, new { reason = "spam", pass })).Status);
    }

    [Fact]
    public async Task Erasing_the_comment_and_time_remove_its_reports()
    {
        var article = IntakeUnderTest.NewArticle();
        var (erased, old) = (await intake.ShowAsync(article), await intake.ShowAsync(article));
        foreach (var id in new[] { erased.Id, old.Id })
            await JsonAsync(intake.Public, article, id, new { reason = "spam", pass = await PassAsync(article) });
        Assert.Equal(2, await ReportsAsync(erased.Id, old.Id));
        await intake.ActAsync(erased.Track + "/erase", "application/json");
        Assert.Equal(1, await ReportsAsync(erased.Id, old.Id));
        await using (var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE reports SET reported_at = reported_at - interval '181 days' WHERE comment_id = $1";
            command.Parameters.AddWithValue(old.Id);
            await command.ExecuteNonQueryAsync(Cancellation);
        }
        await Eventually.IsTrueAsync("it is forgotten", async () => await ReportsAsync(erased.Id, old.Id) == 0);
    }

    private async Task<(string Article, Guid Id)> ShownAsync()
    {
        var article = IntakeUnderTest.NewArticle();
        return (article, (await intake.ShowAsync(article)).Id);
    }

    private async Task<long> ReportsAsync(params Guid[] ids)
    {
        await using var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM reports WHERE comment_id = ANY($1)";
        command.Parameters.AddWithValue(ids);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private async Task<string> PassAsync(string article)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"articles/{article}/reader-passes");
        return (await Answer.ToAsync(intake.Public, request)).Json.GetProperty("pass").GetString()!;
    }

    private static string PathOf(string article, Guid id) => $"articles/{article}/comments/{id}/report";

    private static Task<Answer> JsonAsync(HttpClient client, string article, Guid id, object body) =>
        Answer.ToAsync(
            client,
            new HttpRequestMessage(HttpMethod.Post, PathOf(article, id)) { Content = JsonContent.Create(body) }
        );

    private Task<Answer> FormAsync(string path, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Accept", "text/html");
        return Answer.ToAsync(intake.Demanding, request);
    }

    private Task<Answer> GetAsync(string path, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        return Answer.ToAsync(intake.Demanding, request);
    }

    private static string PassIn(Answer answer) => Pass().Match(answer.Body).Groups["pass"].Value;

    [GeneratedRegex("name=\"pass\" value=\"(?<pass>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pass();
}
