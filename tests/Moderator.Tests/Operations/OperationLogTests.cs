using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moderation.Moderator.Erasures;
using Moderation.Moderator.Log;
using Moderation.Moderator.Operations;
using Moderation.Moderator.People;
using Moderation.Moderator.Tests.Erasures;
using Moderation.Testing;
using Npgsql;

namespace Moderation.Moderator.Tests.Operations;

/// <summary>Who did what to what other services keep; that they do it is proved where they are.</summary>
public sealed class OperationLogTests(ModeratorFixture moderator)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_done_stands_in_the_sealed_log_whether_or_not_the_service_answers_and_a_refusal_is_told()
    {
        var name = Make.Unique("Quản trị trang");
        using var client = await moderator.SignedInAsync(name, Role.Administrator);
        var by = await moderator.ReadAsync<Guid>("SELECT id FROM moderators WHERE name = @name", new { name });
        var (done, refused, silent) = (Make.Unique("xong"), Make.Unique("tu-choi"), Make.Unique("im-lang"));
        await using var intake = await AnsweringIntake.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler());
        var asked = Client(http, intake.Url);

        intake.Sites = new { key = "mk_chi-hien-mot-lan" };
        Assert.Contains("mk_chi-hien-mot-lan", await AnswerAsync(await DoAsync(asked, done)), StringComparison.Ordinal);
        (intake.Sites, intake.SitesStatus) = (new { code = "two-keys-already", vi = "Đã có hai khóa.", en = "Two." }, 409);
        Assert.Contains("two-keys-already", await AnswerAsync(await DoAsync(asked, refused)), StringComparison.Ordinal);
        intake.Sites = null;
        Assert.Contains("intake-away", await AnswerAsync(await DoAsync(asked, silent)), StringComparison.Ordinal);
        Assert.Contains(
            "intake-not-configured",
            await AnswerAsync(await DoAsync(Client(http, url: null), Make.Unique("khong-noi"))),
            StringComparison.Ordinal
        );

        var log = await client.GetFromJsonAsync<JsonElement>("/api/sites/log", Cancellation);
        Assert.Equal(
            [(silent, "key-made", false), (refused, "key-made", true), (done, "key-made", false)],
            log.GetProperty("items")
                .EnumerateArray()
                .Where(one => one.GetProperty("by").GetString() == name)
                .Select(one =>
                    (
                        one.GetProperty("subject").GetString()!,
                        one.GetProperty("kind").GetString()!,
                        one.GetProperty("isRefused").GetBoolean()
                    )
                )
        );
        Assert.DoesNotContain("mk_chi", log.GetRawText(), StringComparison.Ordinal);
        await Eventually.IsTrueAsync("all four rows are sealed", async () =>
            await moderator.ReadAsync<long>(
                "SELECT count(*) FROM decision_seals s JOIN operations o ON o.id = s.operation_id WHERE o.by_id = @by",
                new { by }
            ) == 4
        );
        var report = await moderator
            .Service.Services.GetRequiredService<LogVerification>()
            .RunAsync(noted: null, progress: null, Cancellation);
        Assert.Null(report.Break);
        foreach (var sql in new[] { "UPDATE operations SET detail = 'x'", "DELETE FROM operations" })
            Assert.Contains(
                "append-only",
                (await Assert.ThrowsAsync<PostgresException>(() => moderator.ExecuteAsync(sql, new { }))).MessageText,
                StringComparison.Ordinal
            );

        Task<IResult> DoAsync(IntakeClient intakeClient, string site) =>
            intakeClient.DoAsync(
                new AskedOperation(OperationAreas.Sites, "key-made", site, "chi\u0000tiết"),
                by,
                HttpMethod.Post,
                "sites/trang/keys"
            );
    }

    [Fact]
    public async Task Names_that_would_lead_elsewhere_in_the_other_service_lead_nowhere()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Quản trị trang"), Role.Administrator);
        foreach (var site in new[] { "%2e%2e", "a%2Fb", "A", new string('a', 51) })
        {
            using var answer = await client.PostAsync($"/api/sites/{site}/keys", content: null, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("not-found", await answer.CodeAsync());
        }
        using var wrong = await client.GetAsync("/api/sites/log?cursor=x", Cancellation);
        Assert.Equal("invalid-query", await wrong.CodeAsync());
    }

    private IntakeClient Client(HttpClient http, Uri? url) =>
        new(
            http,
            new IntakeOptions { Url = url, Key = AnsweringIntake.Key },
            new OperationLog(moderator.Database.Source),
            NullLogger<IntakeClient>.Instance
        );

    private async Task<string> AnswerAsync(IResult result)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = moderator.Service.Services, Response = { Body = body } };
        await result.ExecuteAsync(context);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }
}
