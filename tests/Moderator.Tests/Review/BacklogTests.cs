using System.Net;
using System.Text.Json;
using Dapper;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Review;

/// <summary>A service of its own, for the classifier of all others speaks all the time.</summary>
public sealed class BacklogTests : IAsyncLifetime
{
    private OwnModerator _own = null!;

    public async ValueTask InitializeAsync()
    {
        _own = await OwnModerator.CreateAsync("backlog");
        await _own.StartAsync();
    }

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? default;

    [Fact]
    public async Task Only_silence_holds_a_comment_without_scores_and_health_says_so_until_scores_come_again()
    {
        // Late, while the classifier spoke a moment ago: a backlog, in which only what waits six times as long is held.
        var late = await WaitingAsync(times: 2);
        var hopeless = await WaitingAsync(times: 7);
        await IsAsync("unscored", hopeless);
        Assert.Equal("awaitingScores", await StatusOfAsync(late));
        Assert.Equal("Healthy", await HealthAsync());

        // Passed over: one that came long after has scores.
        var later = Make.Submitted();
        await _own.Broker.PublishAsync(later);
        await IsAsync("awaitingScores", later.CommentId);
        await _own.Broker.PublishAsync(Make.Classified(later.CommentId));
        await IsAsync("unscored", late);
        Assert.Equal("Healthy", await HealthAsync());

        // Silent.
        await ExecuteAsync(
            "UPDATE scoring SET scored_at = scored_at - 3 * @timeout, scored_through = scored_through - 3 * @timeout"
        );
        var unheard = await WaitingAsync(times: 2);
        await IsAsync("unscored", unheard);
        Assert.Equal("Degraded", await HealthAsync(HttpStatusCode.ServiceUnavailable));
        await _own.Broker.PublishAsync(Make.Classified(unheard));
        await IsAsync("pending", unheard);
        await Eventually.IsTrueAsync("scores come again", async () => await HealthAsync() == "Healthy");
    }

    /// <summary>A comment without scores that was received so many times the time-out ago.</summary>
    private async Task<Guid> WaitingAsync(int times)
    {
        var submitted = Make.Submitted();
        await _own.Broker.PublishAsync(submitted);
        await IsAsync("awaitingScores", submitted.CommentId);
        await ExecuteAsync("UPDATE comments SET received_at = received_at - @times * @timeout WHERE id = @id", new
        {
            times,
            id = submitted.CommentId,
            timeout = ModeratorFixture.ScoringTimeout,
        });
        return submitted.CommentId;
    }

    private Task IsAsync(string status, Guid commentId) =>
        Eventually.IsTrueAsync($"{commentId} is {status}", async () => await StatusOfAsync(commentId) == status);

    private async Task<string?> StatusOfAsync(Guid id)
    {
        await using var connection = await _own.Database.Source.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<string>("SELECT status FROM comments WHERE id = @id", new { id });
    }

    private async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await _own.Database.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters ?? new { timeout = ModeratorFixture.ScoringTimeout });
    }

    private async Task<string?> HealthAsync(HttpStatusCode? status = null)
    {
        using var response = await _own.Client.GetAsync("/health/ready");
        if (status is not null)
            Assert.Equal(status, response.StatusCode);
        var health = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        return health.RootElement.GetProperty("checks").GetProperty("scoring").GetString();
    }
}
