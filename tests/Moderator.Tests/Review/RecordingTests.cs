using Moderation.Testing;

namespace Moderation.Moderator.Tests.Review;

public sealed class RecordingTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task Text_and_scores_make_one_row_whichever_comes_first()
    {
        var textFirst = Make.Submitted();
        var scoresFirst = Make.Submitted();

        await moderator.SendAsync(textFirst);
        await moderator.SendAsync(Make.Classified(scoresFirst.CommentId));
        await Eventually.IsTrueAsync("the text waits for scores", async () =>
            await moderator.StatusOfAsync(textFirst.CommentId) == "awaitingScores"
        );
        await Eventually.IsTrueAsync("the scores wait for the text", async () =>
            await moderator.StatusOfAsync(scoresFirst.CommentId) == "awaitingText"
        );
        await moderator.SendAsync(Make.Classified(textFirst.CommentId));
        await moderator.SendAsync(scoresFirst);

        foreach (var id in new[] { textFirst.CommentId, scoresFirst.CommentId })
        {
            await Eventually.IsTrueAsync("the comment is pending", async () => await moderator.StatusOfAsync(id) == "pending");
            Assert.Equal(1, await moderator.ReadAsync<long>("SELECT count(*) FROM decisions WHERE comment_id = @id", new { id }));
            Assert.True(
                await moderator.ReadAsync<bool>(
                    "SELECT submitted_at < received_at AND scored_at IS NOT NULL "
                        + "AND queued_at >= greatest(received_at, scored_at) FROM comments WHERE id = @id",
                    new { id }
                )
            );
        }
    }

    [Fact]
    public async Task Five_copies_of_every_message_at_once_change_nothing_more_than_one()
    {
        var submissions = Enumerable.Range(0, 40).Select(_ => Make.Submitted()).ToList();
        var copies = submissions
            .SelectMany(s =>
                Enumerable
                    .Range(0, 5)
                    .SelectMany(_ =>
                        new Func<Task>[]
                        {
                            () => moderator.SendAsync(s),
                            () => moderator.SendAsync(Make.Classified(s.CommentId, toxicity: 0.7f)),
                        }
                    )
            )
            .ToArray();
        Random.Shared.Shuffle(copies);

        await Task.WhenAll(copies.Select(send => send()));

        var ids = submissions.Select(s => s.CommentId).ToArray();
        await Eventually.IsTrueAsync("all are suspect", async () =>
            await moderator.ReadAsync<long>(
                "SELECT count(*) FROM comments WHERE id = ANY(@ids) AND status = 'suspect'",
                new { ids }
            ) == ids.Length
        );
        // What was sent behind the copies is handled after them.
        await moderator.QueueAsync();
        Assert.Equal(
            ids.Length,
            await moderator.ReadAsync<long>("SELECT count(*) FROM comments WHERE id = ANY(@ids)", new { ids })
        );
        Assert.Equal(
            ids.Length,
            await moderator.ReadAsync<long>("SELECT count(*) FROM decisions WHERE comment_id = ANY(@ids)", new { ids })
        );
    }

    [Fact]
    public async Task Without_scores_a_comment_is_held_as_not_scored_and_late_scores_put_it_where_it_belongs()
    {
        var submitted = Make.Submitted();
        await moderator.SendAsync(submitted);
        await moderator.LetScoringTimeOutAsync(submitted.CommentId);

        await moderator.SendAsync(Make.Classified(submitted.CommentId, toxicity: 0.95f));

        await Eventually.IsTrueAsync("the late scores make it suspect", async () =>
            await moderator.StatusOfAsync(submitted.CommentId) == "suspect"
        );
        Assert.Equal(
            "not-scored, toxicity-over-reject-threshold",
            await moderator.ReadAsync<string>(
                "SELECT string_agg(rule, ', ' ORDER BY version) FROM decisions WHERE comment_id = @CommentId",
                new { submitted.CommentId }
            )
        );
    }

    [Fact]
    public async Task Late_scores_are_stored_but_change_no_persons_decision()
    {
        using var client = await moderator.SignedInAsync("Người quyết trước");
        var submitted = Make.Submitted();
        await moderator.SendAsync(submitted);
        await moderator.LetScoringTimeOutAsync(submitted.CommentId);
        using var approved = await client.DecideAsync(submitted.CommentId, "approve");
        Assert.True(approved.IsSuccessStatusCode);

        await moderator.SendAsync(Make.Classified(submitted.CommentId, toxicity: 0.95f));

        await Eventually.IsTrueAsync("the scores are stored", () =>
            moderator.ReadAsync<bool>(
                "SELECT scored_at IS NOT NULL FROM comments WHERE id = @CommentId",
                new { submitted.CommentId }
            )
        );
        Assert.Equal("approved", await moderator.StatusOfAsync(submitted.CommentId));
        Assert.Equal(
            2,
            await moderator.ReadAsync<long>(
                "SELECT count(*) FROM decisions WHERE comment_id = @CommentId",
                new { submitted.CommentId }
            )
        );
    }

    [Fact]
    public async Task Decisions_are_append_only()
    {
        var id = await moderator.QueueAsync();

        var change = await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            moderator.ExecuteAsync("UPDATE decisions SET model = 'x' WHERE comment_id = @id", new { id })
        );
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            moderator.ExecuteAsync("DELETE FROM decisions WHERE comment_id = @id", new { id })
        );
        Assert.Contains("append-only", change.MessageText, StringComparison.Ordinal);
    }
}
