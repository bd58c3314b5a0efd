using Moderation.Contracts;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Queue;

/// <summary>
/// Which words the console marks, by what the classifier says is left of a score without them. 0.6 holds, 0.9 rejects.
/// </summary>
public sealed class MarkTests(ModeratorFixture moderator)
{
    private const string Content = "Thôi đừng nói nữa, nghe chán lắm rồi đấy các ông ạ, gọi 0912345678.";

    [Fact]
    public async Task Words_are_marked_only_as_far_as_the_score_needs_them_to_reach_the_lower_threshold()
    {
        // Without the second word 0.7 is left, without the first as well 0.4; the third is needed by nobody.
        Assert.Equal([0, 20], await MarkedAsync(0.95f, Span(0, 0.4f), Span(20, 0.7f), Span(40, 0.2f)));
        Assert.Equal([20], await MarkedAsync(0.95f, Span(0, 0.4f), Span(20, 0.55f), Span(40, 0.2f)));
    }

    [Fact]
    public async Task A_text_that_no_score_held_has_no_marks()
    {
        Assert.Empty(await MarkedAsync(0.1f, Span(0, 0.05f)));
        Assert.Empty(await MarkedAsync(0.59f, Span(0, 0.3f), Span(20, 0.4f)));
        Assert.Empty(await MarkedAsync(0.95f, Span(0, 0.1f) with { Label = ScoreLabel.Spam }));
    }

    [Fact]
    public async Task Words_that_do_not_suffice_together_and_those_of_an_older_classifier_are_all_marked()
    {
        Assert.Equal([0, 20], await MarkedAsync(0.95f, Span(0, 0.9f), Span(20, 0.7f)));
        Assert.Equal([0, 20], await MarkedAsync(0.95f, Span(0, null), Span(20, null)));
    }

    private async Task<IEnumerable<int>> MarkedAsync(float toxicity, params ScoreSpan[] spans)
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người đọc dấu"));
        var submitted = Make.Submitted(Make.Text(Content));
        await moderator.SendAsync(submitted);
        await moderator.SendAsync(Make.Classified(submitted.CommentId, toxicity, 1, spans));
        await Eventually.IsTrueAsync("it is held", async () =>
            await moderator.StatusOfAsync(submitted.CommentId) is "pending" or "suspect"
        );
        var comment = (await client.ReadAsync($"/api/comments/{submitted.CommentId}")).GetProperty("comment");
        return comment.GetProperty("spans").EnumerateArray().Select(span => span.GetProperty("start").GetInt32());
    }

    private static ScoreSpan Span(int start, float? remaining) =>
        new()
        {
            Label = ScoreLabel.Toxicity,
            Field = CommentField.Content,
            Start = start,
            End = start + 5,
            Remaining = remaining,
        };
}
