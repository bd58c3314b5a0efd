using System.Collections.Concurrent;
using System.Net;
using Dapper;
using Moderation.EndToEnd.Tests;
using Moderation.Testing;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// One system is stopped, killed and looked at: tests take turns.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Moderation.Faults.Tests;

public class FaultTests(RunningSystem system)
{
    /// <summary>
    /// How many comments are on their way when something breaks. The long form is for a machine that is given to it.
    /// </summary>
    private static readonly int Count = Environment.GetEnvironmentVariable("MODERATION_TEST_LENGTH") == "long" ? 2_000 : 200;

    /// <summary>I6: after a fault has ended.</summary>
    private static readonly TimeSpan Arrival = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Services => [.. RunningSystem.Services];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_service_killed_in_the_middle_of_a_stream_of_comments_loses_none_and_shows_none_twice(string service)
    {
        var article = $"kill-{service}";
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var half = new TaskCompletionSource();
        var sending = reader.SendManyAsync(article, Count, sent =>
        {
            if (sent == Count / 2)
                half.TrySetResult();
        });
        await HalfOfAsync(sending, half.Task);
        var deciding = ApproveAsTheyComeAsync(moderator, article, Count);
        await RunningSystem.KillAsync(service);
        await RunningSystem.StartAsync(service);

        var accepted = await sending;
        await deciding;
        Assert.Equal(Count, accepted.Distinct().Count());
        await AssertShownOnceAsync(article, accepted);
    }

    [Fact]
    public async Task With_the_broker_stopped_comments_are_accepted_and_all_arrive_later_and_what_was_undone_is_never_shown()
    {
        const string article = "broker-stopped";
        const string undone = "undone-without-broker";
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (early, _) = await reader.SendAsync(undone, "Bao giờ thì cầu này thông xe?");
        await moderator.AwaitWaitingAsync(early);
        await RunningSystem.StopAsync("rabbitmq");
        await moderator.DecideAsync(early, "approve");
        await Eventually.IsTrueAsync("the approval is due", async () =>
            (await IdsAsync("moderator", "SELECT id FROM outbox WHERE not_before < clock_timestamp()", undone)).Count > 0
        );
        var latest = "SELECT d.id FROM decisions d JOIN comments c ON c.id = d.comment_id WHERE article_id = @article "
            + "ORDER BY d.version DESC LIMIT 1";
        await moderator.UndoAsync((await IdsAsync("moderator", latest, undone)).Single());

        var accepted = await reader.SendManyAsync(article, Count);
        Assert.Equal(Count, accepted.Count);
        Assert.Empty(await IdsAsync("moderator", "SELECT id FROM comments WHERE article_id = @article", article));

        await RunningSystem.StartAsync("rabbitmq");
        await Eventually.IsTrueAsync(
            "all are in the queue with scores",
            async () =>
                (
                    await IdsAsync(
                        "moderator",
                        "SELECT id FROM comments WHERE article_id = @article AND queued_at IS NOT NULL AND scored_at IS NOT NULL",
                        article
                    )
                )
                    .Order()
                    .SequenceEqual(accepted.Order()),
            Arrival
        );
        await ApproveAsTheyComeAsync(moderator, article, accepted.Count);
        await AssertShownOnceAsync(article, accepted);

        const string publications = "SELECT comment_id FROM publications WHERE article_id = @article";
        await Eventually.IsTrueAsync("the undo has followed", async () =>
            (await IdsAsync("publisher", publications, undone)).Contains(early)
        );
        Assert.Empty(await IdsAsync("publisher", publications + " AND approved_at IS NOT NULL", undone));
    }

    [Fact]
    public async Task With_the_database_restarted_in_the_middle_nothing_is_lost()
    {
        const string article = "database-restarted";
        using var reader = new Reader(system.Intake);
        var half = new TaskCompletionSource();
        var sending = reader.SendManyAsync(article, Count, sent =>
        {
            if (sent == Count / 2)
                half.TrySetResult();
        });
        await HalfOfAsync(sending, half.Task);
        await RunningSystem.StopAsync("postgres");
        await RunningSystem.StartAsync("postgres");
        var accepted = await sending;
        await Eventually.IsTrueAsync(
            "all are in the queue",
            async () =>
                (
                    await IdsAsync(
                        "moderator",
                        "SELECT id FROM comments WHERE article_id = @article AND queued_at IS NOT NULL",
                        article
                    )
                )
                    .Order()
                    .SequenceEqual(accepted.Order()),
            Arrival
        );
        using var moderator = new Moderator(system);
        await ApproveAsTheyComeAsync(moderator, article, accepted.Count);
        await AssertShownOnceAsync(article, accepted);
    }

    [Fact]
    public async Task Without_the_classifier_a_comment_is_held_as_not_scored_and_scored_when_it_is_back()
    {
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        await RunningSystem.StopAsync("classifier");
        var (id, _) = await reader.SendAsync("classifier-stopped", "Bao giờ thì đường này sửa xong?");
        await moderator.AwaitAsync(id, "unscored");
        Assert.False(
            (await moderator.FindAsync(id))!.Value.TryGetProperty("scores", out var scores)
                && scores.ValueKind == System.Text.Json.JsonValueKind.Object
        );

        await RunningSystem.StartAsync("classifier");
        await Eventually.IsTrueAsync("it is scored", async () =>
            (await moderator.FindAsync(id))!.Value.TryGetProperty("scores", out var late)
            && late.ValueKind == System.Text.Json.JsonValueKind.Object
        );
        Assert.Empty(
            await IdsAsync("publisher", "SELECT comment_id FROM publications WHERE article_id = @article", "classifier-stopped")
        );
    }

    [Fact]
    public async Task A_service_that_is_paused_while_it_is_away_is_paused_when_it_is_back_until_it_is_resumed()
    {
        const string article = "paused-away";
        const string published = "SELECT comment_id FROM publications WHERE article_id = @article AND status = 'published'";
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        await RunningSystem.StopAsync("publisher");
        Assert.Equal(HttpStatusCode.Accepted, await moderator.PauseAsync("publisher/publisher", "Đổi máy chủ của trang báo"));
        await RunningSystem.StartAsync("publisher");
        HttpStatusCode resumed;
        try
        {
            await Eventually.IsTrueAsync("nobody takes decisions", async () =>
                await moderator.ConsumersAsync("publisher") == 0
                && await CountAsync("publisher", "SELECT count(*) FROM pauses WHERE station = 'publisher'") == 1
            );

            var (id, _) = await reader.SendAsync(article, "Sông này bao giờ mới sạch?");
            await moderator.AwaitWaitingAsync(id);
            await moderator.DecideAsync(id, "approve");
            await Eventually.IsTrueAsync("the decision has left", async () =>
                await CountAsync("moderator", $"SELECT count(*) FROM outbox WHERE body LIKE '%{id}%'") == 0
            );
            Assert.Empty(await IdsAsync("publisher", published, article));
        }
        finally
        {
            // Others need it, whatever was found.
            resumed = await moderator.ResumeAsync("publisher/publisher");
        }

        Assert.Equal(HttpStatusCode.NoContent, resumed);
        await Eventually.IsTrueAsync("it is published", async () => (await IdsAsync("publisher", published, article)).Count == 1);
    }

    /// <summary>Waits for the half; what fails before it fails here.</summary>
    private static async Task HalfOfAsync(Task sending, Task half)
    {
        if (await Task.WhenAny(sending, half) == sending)
            await sending;
    }

    /// <summary>Approves each comment as soon as it waits, until all are approved.</summary>
    private async Task ApproveAsTheyComeAsync(Moderator moderator, string article, int count)
    {
        var approved = new ConcurrentDictionary<Guid, bool>();
        await Eventually.IsTrueAsync(
            $"{count} comments are approved",
            async () =>
            {
                await Parallel.ForEachAsync(
                    await WaitingAsync(article),
                    new ParallelOptions { MaxDegreeOfParallelism = 8 },
                    async (id, _) =>
                    {
                        await moderator.DecideAsync(id, "approve");
                        approved[id] = true;
                    }
                );

                return approved.Count >= count;
            },
            TimeSpan.FromMinutes(4)
        );
    }

    /// <summary>I1, I2, I3: the comments that were accepted are those that the site shows, and every store agrees.</summary>
    private async Task AssertShownOnceAsync(string article, IReadOnlyCollection<Guid> accepted)
    {
        const string shown = "SELECT id FROM comments WHERE article_id = @article AND status = 'shown'";
        await Eventually.IsTrueAsync(
            $"{accepted.Count} comments are on the site",
            async () => (await IdsAsync("site", shown, article)).Count >= accepted.Count,
            Arrival
        );
        Assert.Equal(accepted.Order(), (await IdsAsync("site", shown, article)).Order());
        Assert.Equal(
            accepted.Order(),
            (
                await IdsAsync(
                    "publisher",
                    "SELECT comment_id FROM publications WHERE article_id = @article AND status = 'published'",
                    article
                )
            ).Order()
        );
        await Eventually.IsTrueAsync("every tracking page knows it", async () =>
            (await IdsAsync("intake", "SELECT id FROM submissions WHERE article_id = @article AND status = 'approved'", article))
                .Order()
                .SequenceEqual(accepted.Order())
        );
    }

    private Task<IReadOnlyList<Guid>> WaitingAsync(string article) =>
        IdsAsync(
            "moderator",
            "SELECT id FROM comments WHERE article_id = @article AND is_waiting(status) ORDER BY queued_at LIMIT 50",
            article
        );

    private async Task<long> CountAsync(string service, string sql)
    {
        await using var database = system.Database(service);
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private async Task<IReadOnlyList<Guid>> IdsAsync(string service, string sql, string article)
    {
        await using var database = system.Database(service);
        await using var connection = await database.OpenConnectionAsync();
        return (await connection.QueryAsync<Guid>(sql, new { article })).AsList();
    }
}
