using System.Text.Json;
using Dapper;
using Moderation.Testing;
using Xunit;

namespace Moderation.EndToEnd.Tests;

public class FillTests(RunningSystem system)
{
    private const int Sent = 12;

    [Fact]
    public async Task Filling_puts_comments_and_replies_under_the_demo_s_articles_into_the_queue_once()
    {
        var lines = File.ReadLines(Path.Combine(Parts.ProjectRoot, "tests/Load/newspaper.jsonl"))
            .Take(Sent)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .ToArray();

        var said = await RunningSystem.FillAsync(Sent);
        await RunningSystem.FillAsync(Sent);

        Assert.Contains(system.Moderator.ToString().TrimEnd('/'), said, StringComparison.Ordinal);
        var stored = await StoredAsync([.. lines.Select(Content)]);
        Assert.Equal(lines.Select(Content).Order(), stored.Select(s => s.Content).Order());
        using var moderator = new Moderator(system);
        var begun = Guid.Empty;
        foreach (var line in lines)
        {
            var comment = stored.Single(s => s.Content == Content(line));
            Assert.Equal(line.GetProperty("article").GetString(), comment.ArticleId);
            var isReply = line.TryGetProperty("reply", out _);
            Assert.Equal(isReply ? begun : null, comment.ParentId);
            if (!isReply)
                begun = comment.Id;
            await moderator.AwaitWaitingAsync(comment.Id);
        }

        Assert.Contains(stored, s => s.ParentId is not null);
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
