using Dapper;
using Moderation.Contracts;
using Moderation.Testing;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

namespace Moderation.Publisher.Tests.Publications;

public sealed class PageCacheTests(PublisherFixture publisher)
{
    private const string Hide =
        "retracted_at = clock_timestamp(), status = 'retracted', name = NULL, title = NULL, content = NULL";

    [Fact]
    public async Task An_answer_is_kept_until_something_changes_under_its_article_whoever_changes_it()
    {
        await AreHeardAsync();
        var (shown, other) = (Approved(NewArticle()), Approved(NewArticle()));
        await publisher.DecideAsync(shown, other);
        Assert.True(await IsShownAsync(shown));

        // Nobody hears of what is done past the triggers: what is still shown was kept.
        await SetAsync(shown, Hide, heard: false);
        await SetAsync(other, "likes = likes", heard: true);
        Assert.True(await IsShownAsync(shown));

        await SetAsync(shown, "likes = likes", heard: true);
        await Eventually.IsTrueAsync("what is hidden is gone", async () => !await IsShownAsync(shown));
        Assert.Contains("\"count\":0", await ReadAsync(shown, "comments/count"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_kept_is_forgotten_when_changes_could_not_be_heard_for_a_while()
    {
        await AreHeardAsync();
        var shown = Approved(NewArticle());
        await publisher.DecideAsync(shown);
        Assert.True(await IsShownAsync(shown));

        await SetAsync(shown, Hide, heard: false);
        await using var connection = await publisher.Database.Source.OpenConnectionAsync(Cancellation);
        await connection.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + "WHERE datname = current_database() AND pid <> pg_backend_pid() AND query IN ('LISTEN articles', 'SELECT 1')"
        );

        await Eventually.IsTrueAsync("the page is read anew", async () => !await IsShownAsync(shown));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Only while changes are heard is anything kept; it takes a second until they are heard again.</summary>
    private Task AreHeardAsync() =>
        Eventually.IsTrueAsync("what is shown is kept", async () =>
        {
            var shown = Approved(NewArticle());
            await publisher.DecideAsync(shown);
            Assert.True(await IsShownAsync(shown));
            await SetAsync(shown, Hide, heard: false);
            return await IsShownAsync(shown);
        });

    /// <summary>On all pages alike, or on none.</summary>
    private async Task<bool> IsShownAsync(CommentApproved comment)
    {
        string[] pages = ["comments", "comments?limit=5&order=oldest", "comments/ranking", "comments.html"];
        var shown = new List<bool>();
        foreach (var page in pages)
            shown.Add((await ReadAsync(comment, page)).Contains(comment.CommentId.ToString(), StringComparison.Ordinal));
        return shown.Count(isShown => isShown) switch
        {
            0 => false,
            var all when all == pages.Length => true,
            // Changed between two of them.
            _ => await IsShownAsync(comment),
        };
    }

    private Task<string> ReadAsync(CommentApproved comment, string page) =>
        publisher.Client.GetStringAsync($"articles/{comment.ArticleId}/{page}", Cancellation);

    private async Task SetAsync(CommentApproved comment, string change, bool heard)
    {
        await using var connection = await publisher.Database.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        if (!heard)
            await connection.ExecuteAsync("SET LOCAL session_replication_role = 'replica'", transaction: transaction);
        var sql = $"UPDATE publications SET {change} WHERE comment_id = @CommentId";
        Assert.Equal(1, await connection.ExecuteAsync(sql, new { comment.CommentId }, transaction));
        await transaction.CommitAsync(Cancellation);
    }
}
