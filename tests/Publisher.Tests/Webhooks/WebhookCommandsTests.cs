using System.Diagnostics;
using System.Net;
using Moderation.Publisher.Publications;
using Moderation.Testing;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

namespace Moderation.Publisher.Tests.Webhooks;

public class WebhookCommandsTests(PublisherFixture publisher)
{
    [Fact]
    public async Task One_message_is_sent_again_to_one_endpoint_under_its_id()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");
        var id = publisher.Site.Of(approved.CommentId)[0].Id;
        var (code, output) = await RunAsync("resend", "--delivery", id, "--endpoint", "site");
        Assert.Equal((0, "1 deliveries are on their way."), (code, output.Trim()));
        Assert.Equal([id, id], (await PublisherFixture.ReceivedAsync(publisher.Site, approved.CommentId, 2)).Select(w => w.Id));
    }

    [Fact]
    public async Task A_time_range_is_sent_again_also_what_an_endpoint_never_got()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        await publisher.DeliveryIsAsync("delivered", approved.CommentId, 1, "site");
        await publisher.QueryAsync<int>(
            "UPDATE publications SET changed_at = 'tomorrow' WHERE comment_id = @CommentId",
            approved
        );
        await publisher.QueryAsync<int>("DELETE FROM deliveries WHERE comment_id = @CommentId AND endpoint = 'site'", approved);
        var tomorrow = (
            await publisher.QueryAsync<string>(
                "SELECT to_char('tomorrow'::timestamptz, 'YYYY-MM-DD\"T\"HH24:MI:SSOF:\"00\"')",
                new { }
            )
        )!;
        var (code, _) = await RunAsync("resend", "--since", tomorrow, "--endpoint", "site");
        Assert.Equal(0, code);
        await PublisherFixture.ReceivedAsync(publisher.Site, approved.CommentId, 2);
    }

    [Fact]
    public async Task An_endpoint_that_is_enabled_again_learns_what_it_missed_retractions_above_all()
    {
        var (shown, refused, missed) = (Approved(NewArticle()), Approved(NewArticle()), Approved(NewArticle()));
        await publisher.DecideAsync(shown);
        await publisher.DeliveryIsAsync("delivered", shown.CommentId, 1, "returning");
        publisher.Returning.Answer(refused.CommentId, Site.Status(HttpStatusCode.Gone));
        await publisher.DecideAsync(refused);
        await Eventually.IsTrueAsync(
            "it is disabled",
            async () =>
                await publisher.QueryAsync<string>("SELECT status FROM endpoints WHERE name = 'returning'", new { })
                == "disabled"
        );
        await publisher.DecideAsync(Retracted(shown), missed);
        await publisher.DecideAsync(missed with { Version = 2 });

        var (code, _) = await RunAsync("enable", "returning");

        Assert.Equal(0, code);
        Assert.Equal(
            "comment.retracted",
            (await PublisherFixture.ReceivedAsync(publisher.Returning, shown.CommentId, 2))[1].Type
        );
        await PublisherFixture.ReceivedAsync(publisher.Returning, refused.CommentId, 2);
        Assert.Equal(
            2,
            (await PublisherFixture.ReceivedAsync(publisher.Returning, missed.CommentId))[0]
                .Data.GetProperty("version")
                .GetInt32()
        );
    }

    [Fact]
    public async Task Endpoints_are_listed_with_their_state()
    {
        var (code, output) = await RunAsync("deliveries");
        Assert.Equal(0, code);
        Assert.All(["site", "rotating", "restarting", "failing", "gone", "returning", "inside"], (string name) =>
            Assert.Contains($"\n{name} ", output, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("resend")]
    [InlineData("resend", "--delivery", "0199aaaa-0000-7000-8000-000000000001")]
    [InlineData("resend", "--since", "2026-11-24", "--delivery", "0199aaaa-0000-7000-8000-000000000001")]
    [InlineData("enable", "nobody")]
    [InlineData("unknown")]
    public async Task What_cannot_be_done_ends_with_an_error(params string[] arguments) =>
        Assert.NotEqual(0, (await RunAsync(arguments)).Code);

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PublicationStore).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ConnectionStrings__Database"] = publisher.Database.ConnectionString;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
