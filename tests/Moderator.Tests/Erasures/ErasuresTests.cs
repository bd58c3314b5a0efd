using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Moderation.Moderator.Erasures;
using Moderation.Moderator.People;
using Moderation.Moderator.Webhooks;

namespace Moderation.Moderator.Tests.Erasures;

/// <summary>The console's list of requests to erase; what Intake and Publisher know of them is proved where they are.</summary>
public sealed class ErasuresTests(ModeratorFixture moderator)
{
    private static readonly DateTimeOffset Asked = new(2026, 11, 2, 3, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_Intake_the_page_says_what_is_to_be_set()
    {
        using var client = await moderator.SignedInAsync("Người xem yêu cầu xóa", Role.Operator);
        using var answer = await client.GetAsync("/api/erasures");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var problem = await answer.JsonAsync();
        Assert.Equal("intake-not-configured", problem.GetProperty("code").GetString());
        Assert.Contains("Intake:Key", problem.GetProperty("vi").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_done_names_who_has_not_confirmed_and_silence_of_a_service_is_told_apart()
    {
        await using var intake = await AnsweringIntake.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler());
        var (late, sent) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        intake.Open = Listed(late, doneAt: null);
        intake.Done = Listed(sent, doneAt: Asked);
        intake.Receipts = new[]
        {
            new { commentId = late, isPublished = true, waiting = new[] { "site" } },
            new { commentId = sent, isPublished = false, waiting = new[] { "site", "app" } },
        };
        var client = Client(http, intake.Url, AnsweringIntake.Key);

        var open = await client.ListAsync("?done=false", Cancellation);
        Assert.Equal((1, 1, "tiep"), (open!.Open, open.Late, open.Next));
        var receipts = (await client.ReceiptsAsync([late, sent], Cancellation))!.ToDictionary(receipt => receipt.CommentId);
        Assert.Equal(["moderator", "publisher", "site"], Assert.Single(open.Items).With(receipts[late]).Waiting);
        var done = Assert.Single((await client.ListAsync("?done=true", Cancellation))!.Items);
        Assert.Equal(["site", "app"], done.With(receipts[sent]).Waiting);
        Assert.Empty(done.With(receipt: null).Waiting);

        intake.Open = null;
        intake.Receipts = JsonDocument.Parse("{}").RootElement;
        Assert.Null(await client.ListAsync("?done=false", Cancellation));
        Assert.Null(await client.ReceiptsAsync([late], Cancellation));
        Assert.Null(await Client(http, intake.Url, Convert.ToBase64String(new byte[32])).ListAsync("?done=true", Cancellation));
        Assert.Null(await Client(http, new Uri("http://127.0.0.1:1"), AnsweringIntake.Key).ListAsync("", Cancellation));
    }

    private static ErasureClient Client(HttpClient http, Uri url, string key) =>
        new(
            http,
            new IntakeOptions { Url = url, Key = key },
            new PublisherOptions { Url = url, Key = key },
            NullLogger<ErasureClient>.Instance
        );

    private static object Listed(Guid comment, DateTimeOffset? doneAt) =>
        new
        {
            open = 1,
            late = 1,
            items = new[]
            {
                new
                {
                    commentId = comment,
                    askedAt = Asked,
                    answeredAt = Asked,
                    answerBy = Asked.AddDays(2),
                    finishBy = Asked.AddDays(15),
                    doneAt,
                    isLate = doneAt is null,
                },
            },
            next = "tiep",
        };
}
