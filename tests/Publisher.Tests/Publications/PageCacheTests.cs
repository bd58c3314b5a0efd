using Dapper;
using Moderation.Contracts;
using Moderation.Publisher.Tests.Likes;
using Moderation.Testing;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

namespace Moderation.Publisher.Tests.Publications;

public sealed class PageCacheTests(PublisherFixture publisher)
{
    private const string Hide =
        "retracted_at = clock_timestamp(), status = 'retracted', name = NULL, title = NULL, content = NULL";

    private static readonly string[] Pages =
    [
        "comments",
        "comments?limit=5&order=oldest",
        "comments/ranking",
        "comments.html",
        // Nobody gets past what is kept by what is no part of a page.
        "comments?fbclid=IwAR0&utm_source=facebook",
    ];

    [Fact]
    public async Task An_answer_is_kept_until_something_changes_under_its_article_whoever_changes_it()
    {
        var shown = await KeptAsync();

        await SetAsync(shown, "likes = likes", heard: true);
        await Eventually.IsTrueAsync("what is hidden is gone", async () => await ShownOnAsync(shown, Pages) == 0);
        Assert.Contains("\"count\":0", await ReadAsync(shown, "comments/count"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_like_that_is_not_counted_makes_no_page_old() =>
        Assert.NotNull(
            await KeptAsync(async shown =>
            {
                var reader = await ReaderOfLikes.NewAsync(publisher);
                var refused = await reader.DoAsync(liked: true, shown.ArticleId, Guid.CreateVersion7());
                Assert.Equal("comment-not-found", refused.Code);
            })
        );

    [Fact]
    public async Task What_was_kept_is_forgotten_when_changes_could_not_be_heard_for_a_while()
    {
        var shown = await KeptAsync();

        await using var connection = await publisher.Database.Source.OpenConnectionAsync(Cancellation);
        await connection.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + "WHERE datname = current_database() AND pid <> pg_backend_pid() AND query IN ('LISTEN articles', 'SELECT 1')"
        );

        await Eventually.IsTrueAsync("the page is read anew", async () => await ShownOnAsync(shown, Pages) == 0);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// One that is shown although it was hidden past the triggers, so that nobody heard of it: only what was kept can show it.
    /// While changes are not heard nothing is kept.
    /// </summary>
    /// <param name="meanwhile">What is done before it is looked at again.</param>
    private Task<CommentApproved> KeptAsync(Func<CommentApproved, Task>? meanwhile = null) =>
        Eventually.FindAsync("a comment that is kept", async () =>
        {
            var (shown, other) = (Approved(NewArticle()), Approved(NewArticle()));
            await publisher.DecideAsync(shown, other);
            Assert.Equal(Pages.Length - 1, await ShownOnAsync(shown, Pages[..^1]));
            await SetAsync(shown, Hide, heard: false);
            await SetAsync(other, "likes = likes", heard: true);
            if (meanwhile is not null)
                await meanwhile(shown);
            return await ShownOnAsync(shown, Pages) == Pages.Length ? shown : null;
        });

    /// <returns>On how many of the pages.</returns>
    private async Task<int> ShownOnAsync(CommentApproved comment, IEnumerable<string> pages)
    {
        var shown = 0;
        foreach (var page in pages)
            shown += (await ReadAsync(comment, page)).Contains(comment.CommentId.ToString(), StringComparison.Ordinal) ? 1 : 0;
        return shown;
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
