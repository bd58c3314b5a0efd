using Moderation.Contracts;
using Moderation.Moderator.People;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Review;

/// <summary>What was decided in the system that a comment was brought from is a decision of this one, in its log.</summary>
public sealed class ArchiveTests(ModeratorFixture moderator)
{
    private static readonly DateTimeOffset Then = new(2019, 5, 31, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_approval_stands_with_its_time_and_text_under_the_rule_of_archives_and_is_taken_back_like_others()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Trưởng ca"), Role.Senior);
        var submitted = Brought(
            new()
            {
                Approved = true,
                DecidedAt = Then,
                Title = "Mừng",
                Content = "Cầu mới.",
            }
        );
        await moderator.SendAsync(submitted);
        await moderator.SendAsync(submitted);

        var id = submitted.CommentId;
        await IsAsync("approved", id);
        var left = await moderator.LeftAsync(id, nameof(CommentApproved));
        var text = left.Message.GetProperty("text");
        Assert.Equal(("Mừng", "Cầu mới."), (text.GetProperty("title").GetString(), text.GetProperty("content").GetString()));
        Assert.Equal(submitted.SubmittedAt, left.Message.GetProperty("submittedAt").GetDateTimeOffset());
        Assert.Equal(Then, left.Message.GetProperty("approvedAt").GetDateTimeOffset());
        Assert.Single(moderator.OutgoingOf(id));
        var decision = (await client.ReadAsync($"/api/comments/{id}")).GetProperty("comment").GetProperty("review");
        Assert.Equal("archive", decision.GetProperty("rule").GetString());
        // The log says when it was written down here: the order of its times is the chain's.
        Assert.True(decision.GetProperty("decidedAt").GetDateTimeOffset() > Then.AddYears(1));
        await Eventually.IsTrueAsync("it is sealed", async () =>
            await moderator.ReadAsync<long>(
                "SELECT count(*) FROM decision_seals s JOIN decisions d ON d.id = s.decision_id WHERE d.comment_id = @id",
                new { id }
            ) == 1
        );

        using var undone = await client.UndoAsync(decision.GetProperty("id").GetGuid());
        Assert.True(undone.IsSuccessStatusCode);
        Assert.Equal("unscored", await moderator.StatusOfAsync(id));
        await moderator.LeftAsync(id, nameof(CommentRetracted));
    }

    [Fact]
    public async Task A_rejection_stands_with_its_reason_and_waits_for_nobody()
    {
        var submitted = Brought(
            new()
            {
                Approved = false,
                Reason = RejectReason.HateSpeech,
                DecidedAt = Then,
            }
        );
        await moderator.SendAsync(submitted);

        await IsAsync("rejected", submitted.CommentId);
        var left = await moderator.LeftAsync(submitted.CommentId, nameof(CommentRejected));

        Assert.Equal("hateSpeech", left.Message.GetProperty("reason").GetString());
        Assert.Equal("Từ kho lưu trữ", left.Message.GetProperty("rule").GetProperty("vi").GetString());
    }

    [Fact]
    public async Task What_its_author_took_back_before_it_came_is_not_approved()
    {
        var submitted = Brought(new() { Approved = true, DecidedAt = Then });
        var id = submitted.CommentId;
        await moderator.SendAsync(
            new CommentWithdrawn
            {
                CommentId = id,
                Revision = 1,
                ArticleId = submitted.Article.Id,
                WithdrawnAt = Then,
            }
        );
        await IsAsync("withdrawn", id);
        var after = Brought(new() { Approved = true, DecidedAt = Then });

        await moderator.SendAsync(submitted);
        await moderator.SendAsync(after);

        await IsAsync("approved", after.CommentId);
        await moderator.LeftAsync(after.CommentId, nameof(CommentApproved));
        Assert.Equal("withdrawn", await moderator.StatusOfAsync(id));
        Assert.Empty(moderator.OutgoingOf(id));
    }

    private Task IsAsync(string status, Guid id) =>
        Eventually.IsTrueAsync($"it is {status}", async () => await moderator.StatusOfAsync(id) == status);

    private static CommentSubmitted Brought(ArchivedDecision archived) =>
        Make.Under(Make.Unique("bai-cu")) with
        {
            SubmittedAt = Then.AddHours(-1),
            Archived = archived,
        };
}
