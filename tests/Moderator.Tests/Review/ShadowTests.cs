using System.Net.Http.Json;
using Moderation.Contracts;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Review;

/// <summary>What a model that knows this newsroom says, and what one says that is only tried.</summary>
public sealed class ShadowTests(ModeratorFixture moderator)
{
    private const string Shadows = "SELECT count(*) FROM shadow_scores WHERE comment_id = @id";

    [Fact]
    public async Task Both_models_are_recorded_once_however_often_the_message_comes()
    {
        var submitted = Make.Submitted();
        var classified = Judged(submitted.CommentId, rejection: 0.625f);
        await moderator.SendAsync(submitted);
        for (var copies = 0; copies < 3; copies++)
            await moderator.SendAsync(classified);
        await moderator.SendAsync(classified with { Shadow = Candidate(0.1f) with { Model = "another" } });
        // What was sent behind the copies is handled after them.
        await moderator.QueueAsync();

        var id = submitted.CommentId;
        Assert.Equal(1, await moderator.ReadAsync<long>(Shadows, new { id }));
        Assert.True(
            await moderator.ReadAsync<bool>(
                """
                SELECT c.rejection = 0.625 AND c.risk = 0.625 AND c.model = 'test-1' AND s.model = 'candidate-1'
                    AND s.rejection = 0.75 AND (s.scores ->> 'toxicity')::real = 0.875 AND s.scored_at = c.scored_at
                FROM comments c JOIN shadow_scores s ON s.comment_id = c.id AND s.revision = c.revision WHERE c.id = @id
                """,
                new { id }
            )
        );
        using var client = await moderator.SignedInAsync(Make.Unique("Người xem"));
        var shown = await client.ReadAsync($"/api/comments/{id}");
        Assert.Equal(0.625, shown.GetProperty("comment").GetProperty("rejection").GetDouble());
    }

    [Fact]
    public async Task A_message_without_them_leaves_the_highest_unwanted_score_as_the_risk()
    {
        var id = await moderator.QueueAsync(toxicity: 0.25f);

        Assert.Equal(0, await moderator.ReadAsync<long>(Shadows, new { id }));
        Assert.True(
            await moderator.ReadAsync<bool>("SELECT rejection IS NULL AND risk = 0.25 FROM comments WHERE id = @id", new { id })
        );
    }

    [Fact]
    public async Task What_this_newsroom_is_likely_to_reject_stands_before_what_only_scores_high()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người xem rủi ro"));
        var article = Make.Unique("kha-nang");
        var loud = await QueuedAsync(Make.Under(article), toxicity: 0.9f, rejection: 0.125f);
        var unwanted = await QueuedAsync(Make.Under(article), toxicity: 0.7f, rejection: 0.875f);

        var page = await client.ReadAsync($"/api/queue?queue=suspect&order=risk&article={article}");
        Assert.Equal(
            [unwanted, loud],
            page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())
        );

        // A batch approves only what no score speaks against.
        using var tried = await client.PostAsJsonAsync(
            "/api/batches",
            new
            {
                queue = "suspect",
                article,
                outcome = "approve",
                dryRun = true,
            }
        );
        Assert.Equal(2, (await tried.JsonAsync()).GetProperty("notLow").GetInt32());
    }

    [Fact]
    public async Task An_erasure_takes_the_candidates_scores_and_none_come_after_it()
    {
        var before = await QueuedAsync(Make.Submitted(), toxicity: 0.2f, rejection: 0.2f);
        var after = Make.Submitted();
        Assert.Equal(1, await moderator.ReadAsync<long>(Shadows, new { id = before }));
        foreach (var id in new[] { before, after.CommentId })
        {
            await moderator.SendAsync(
                new CommentErased
                {
                    CommentId = id,
                    Revision = 1,
                    ErasedAt = TimeProvider.System.GetUtcNow(),
                }
            );
            await Eventually.IsTrueAsync("it is forgotten", () => Task.FromResult(moderator.OutgoingOf(id).Count > 0));
        }
        await moderator.SendAsync(after);
        await moderator.SendAsync(Judged(after.CommentId, rejection: 0.5f));
        await Eventually.IsTrueAsync(
            "its scores have come",
            () => moderator.ReadAsync<bool>("SELECT scored_at IS NOT NULL FROM comments WHERE id = @CommentId", after)
        );

        Assert.Equal(0, await moderator.ReadAsync<long>(Shadows, new { id = before }));
        Assert.Equal(0, await moderator.ReadAsync<long>(Shadows, new { id = after.CommentId }));
    }

    private async Task<Guid> QueuedAsync(CommentSubmitted submitted, float toxicity, float rejection)
    {
        await moderator.SendAsync(submitted);
        await moderator.SendAsync(Judged(submitted.CommentId, rejection, toxicity));
        await Eventually.IsTrueAsync("the comment is held", async () =>
            await moderator.StatusOfAsync(submitted.CommentId) is "pending" or "suspect"
        );
        return submitted.CommentId;
    }

    private static CommentClassified Judged(Guid id, float rejection, float toxicity = 0.1f) =>
        Make.Classified(id, toxicity) with
        {
            Rejection = rejection,
            Shadow = Candidate(0.875f),
        };

    private static ShadowScores Candidate(float toxicity) =>
        new()
        {
            Model = "candidate-1",
            Scores = new Scores((ScoreLabel.Spam, 0.05f), (ScoreLabel.Toxicity, toxicity)),
            Rejection = 0.75f,
        };
}
