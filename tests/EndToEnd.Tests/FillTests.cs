using System.Text.Json;
using Dapper;
using Moderation.Testing;
using Xunit;

namespace Moderation.EndToEnd.Tests;

public class FillTests(RunningSystem system)
{
    private const int Sent = 7;

    [Fact]
    public async Task Filling_puts_comments_under_the_demo_s_articles_into_the_queue_once_and_later_replies_to_what_is_published()
    {
        var lines = File.ReadLines(Path.Combine(Parts.ProjectRoot, "tests/Load/newspaper.jsonl"))
            .Take(Sent)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .ToArray();

        using var moderator = new Moderator(system);
        var said = await RunningSystem.FillAsync(Sent);
        Assert.Contains(system.Moderator.ToString().TrimEnd('/'), said, StringComparison.Ordinal);
        var begun = await StoredAsync([.. lines.Select(Content)]);
        Assert.Equal(lines.Where(line => !IsReply(line)).Select(Content).Order(), begun.Select(s => s.Content).Order());
        foreach (var comment in begun)
            await moderator.AwaitWaitingAsync(comment.Id);

        // The first two lines after the first are the replies to it.
        var first = begun.Single(s => s.Content == Content(lines[0]));
        await moderator.ShowAsync(first.Id);
        await Eventually.IsTrueAsync("Intake knows that it is published", async () => await StatusAsync(first.Id) == "approved");
        await RunningSystem.FillAsync(Sent);

        var stored = await StoredAsync([.. lines.Select(Content)]);
        var replies = stored.ExceptBy(begun.Select(s => s.Id), s => s.Id).ToList();
        Assert.Equal(lines[1..3].Select(Content).Order(), replies.Select(s => s.Content).Order());
        Assert.All(replies, reply => Assert.Equal((first.Id, first.ArticleId), (reply.ParentId, reply.ArticleId)));
        foreach (var reply in replies)
            await moderator.AwaitWaitingAsync(reply.Id);
    }

    private static bool IsReply(JsonElement line) => line.TryGetProperty("reply", out _);

    private async Task<string?> StatusAsync(Guid id)
    {
        await using var intake = system.Database("intake");
        await using var connection = await intake.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<string>("SELECT status FROM submissions WHERE id = @id", new { id });
    }

    private static string Content(JsonElement line) => line.GetProperty("content").GetString()!;

    private async Task<List<Submission>> StoredAsync(string[] contents)
    {
        await using var intake = system.Database("intake");
        await using var connection = await intake.OpenConnectionAsync();
        return
        [
            .. await connection.QueryAsync<Submission>(
                """
                SELECT id AS "Id", article_id AS "ArticleId", parent_id AS "ParentId", content AS "Content" FROM submissions
                WHERE content = ANY(@contents)
                """,
                new { contents }
            ),
        ];
    }

    private sealed record Submission(Guid Id, string ArticleId, Guid? ParentId, string Content);
}
