using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Moderation.Moderator.Tests.Live;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Review;

/// <summary>
/// A classifier that does not answer, and what becomes of comments once it does. Nothing else sends scores here.
/// </summary>
public sealed class SilenceTests : IAsyncLifetime
{
    private OwnModerator _own = null!;

    public async ValueTask InitializeAsync()
    {
        _own = await OwnModerator.CreateAsync("silence");
        await _own.StartAsync();
        await _own.SignInAsync("Người trực máy");
    }

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? default;

    [Fact]
    public async Task Consoles_hear_that_no_scores_come_and_what_is_scored_later_leaves_the_unscored_ones()
    {
        var (free, held, touched) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await FallSilentAsync(free, held, touched);
        await using var events = await EventStream.OpenAsync(_own.Client);
        await HearsAsync(events, isSilent: true);
        await Eventually.IsTrueAsync("they wait without scores", async () =>
            (await _own.Client.ReadAsync("/api/queue?queue=unscored")).GetProperty("items").GetArrayLength() == 3
        );
        using var taken = await _own.Client.PostAsJsonAsync($"/api/comments/{held}/lease", new { });
        using var decided = await _own.Client.DecideAsync(touched, "approve");
        await _own.Client.UndoAsync(await decided.DecisionIdAsync());

        await ExecuteAsync(
            """
            UPDATE comments SET scored_at = clock_timestamp(), model = 'test-1', spans = '[]', classified_at = clock_timestamp(),
                scores = '{"spam":0.02,"toxicity":0.1,"hate":0.03,"constructive":0.4}'
            """,
            new { }
        );
        await AnswerAsync();
        await events.FindAsync("arrived", free, IsPending);
        await events.FindAsync("arrived", touched, IsPending);
        await HearsAsync(events, isSilent: false);
        Assert.Equal("unscored", await QueueOfAsync(held));

        var lease = (await taken.JsonAsync()).GetProperty("lease").GetGuid();
        await _own.Client.DeleteAsync($"/api/comments/{held}/lease?lease={lease}");
        await events.FindAsync("arrived", held, IsPending);
    }

    [Fact]
    public async Task A_console_that_came_during_the_silence_hears_of_its_end_however_soon_it_ends()
    {
        await FallSilentAsync(Guid.CreateVersion7());
        await using var events = await EventStream.OpenAsync(_own.Client);
        await HearsAsync(events, isSilent: true);
        await AnswerAsync();
        await HearsAsync(events, isSilent: false);
    }

    [Fact]
    public async Task Consoles_hear_how_far_the_machine_is_behind_while_it_answers()
    {
        await FallSilentAsync(Guid.CreateVersion7());
        await ExecuteAsync("UPDATE comments SET received_at = clock_timestamp() - interval '25 seconds'", new { });
        await AnswerAsync();
        await using var events = await EventStream.OpenAsync(_own.Client);
        await Eventually.IsTrueAsync("the console hears how long the oldest has been waiting", () =>
            Task.FromResult(
                events.Events.LastOrDefault(e => e.Type == "scoring") is { Type: not null } told
                    && told.Data.TryGetProperty("secondsBehind", out var seconds)
                    && seconds.GetInt32() is >= 20 and var tens
                    && tens % 10 == 0
                    && !told.Data.TryGetProperty("silentSince", out _)
            )
        );
    }

    /// <summary>These comments wait for scores of which none has come for long.</summary>
    private async Task FallSilentAsync(params Guid[] ids)
    {
        await ExecuteAsync("UPDATE scoring SET scored_at = scored_at - interval '1 hour'", new { });
        await ExecuteAsync(
            """
            INSERT INTO comments (id, revision, status, article_id, section, name, title, content, submitted_at, received_at)
            SELECT id, 1, 'awaitingScores', 'bai', 'Thời sự', 'Trần Bình', 'Ý kiến', 'Cầu mới thông xe.', old.at, old.at
            FROM unnest(@ids) AS id, (SELECT clock_timestamp() - interval '30 minutes') AS old (at)
            """,
            new { ids }
        );
    }

    private Task AnswerAsync() => ExecuteAsync("UPDATE scoring SET scored_at = clock_timestamp()", new { });

    private static Task HearsAsync(EventStream events, bool isSilent) =>
        Eventually.IsTrueAsync($"the console hears that scores {(isSilent ? "do not come" : "come again")}", () =>
            Task.FromResult(
                events.Events.LastOrDefault(e => e.Type == "scoring") is { Type: not null } told
                    && told.Data.TryGetProperty("silentSince", out _) == isSilent
            )
        );

    private static bool IsPending(JsonElement item) => item.GetProperty("queue").GetString() == "pending";

    private async Task<string?> QueueOfAsync(Guid id) =>
        (await _own.Client.ReadAsync($"/api/comments/{id}")).GetProperty("comment").GetProperty("queue").GetString();

    private async Task ExecuteAsync(string sql, object parameters)
    {
        await using var connection = await _own.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(sql, parameters);
    }
}
