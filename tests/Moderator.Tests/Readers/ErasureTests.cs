using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Contracts;
using Moderation.Moderator.Log;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Readers;

/// <summary>What readers have erased stands in no table any more, and the log's chain holds.</summary>
public class ErasureTests(ModeratorFixture moderator)
{
    [Theory]
    [InlineData("ET")]
    [InlineData("TE")]
    [InlineData("TEE")]
    public async Task Nothing_of_text_and_author_is_left_in_any_table_and_the_chain_holds(string order)
    {
        var seed = Guid.CreateVersion7().ToString("n");
        var (id, submitted) = await JudgedAsync(seed);
        Assert.NotEmpty(await Seeded.FoundAsync(moderator.Database, seed));

        foreach (var step in order)
            await (step == 'E' ? moderator.SendAsync(Erased(id)) : moderator.SendAsync(submitted));
        await LeftAsync(id, order.Count(step => step == 'E'));

        Assert.Empty(await Seeded.FoundAsync(moderator.Database, seed));
        Assert.Equal("withdrawn", await moderator.StatusOfAsync(id));
        Assert.DoesNotContain(moderator.OutgoingOf(id), left => left.Type != nameof(CommentForgotten));
        var report = await moderator
            .Service.Services.GetRequiredService<LogVerification>()
            .RunAsync(noted: null, progress: null, TestContext.Current.CancellationToken);
        Assert.Null(report.Break);
        using var client = await moderator.SignedInAsync(Make.Unique("Người xem"));
        var comment = await client.ReadAsync($"/api/comments/{id}");
        Assert.Equal("", comment.GetProperty("comment").GetProperty("text").GetProperty("content").GetString());
        Assert.Equal(
            ["hold", "approve", "withdraw"],
            comment.GetProperty("history").EnumerateArray().Select(line => line.GetProperty("outcome").GetString())
        );
        using var log = await client.GetAsync($"/api/queue?q={seed}");
        Assert.Equal(HttpStatusCode.OK, log.StatusCode);
    }

    [Fact]
    public async Task A_text_that_comes_after_its_erasure_is_never_stored()
    {
        var seed = Guid.CreateVersion7().ToString("n");
        var submitted = Make.Submitted(Make.Text("Nội dung " + seed));
        await moderator.SendAsync(Erased(submitted.CommentId));
        await LeftAsync(submitted.CommentId, 1);
        await moderator.SendAsync(submitted);
        await moderator.SendAsync(Make.Classified(submitted.CommentId));
        await Eventually.IsTrueAsync(
            "its scores have come",
            () => moderator.ReadAsync<bool>("SELECT scored_at IS NOT NULL FROM comments WHERE id = @CommentId", submitted)
        );
        await moderator.QueueAsync();

        Assert.Equal("withdrawn", await moderator.StatusOfAsync(submitted.CommentId));
        Assert.Empty(await Seeded.FoundAsync(moderator.Database, seed));
    }

    /// <summary>A comment with all that a newsroom writes of one, each with the seed in it.</summary>
    private async Task<(Guid Id, CommentSubmitted Submitted)> JudgedAsync(string seed)
    {
        var submitted = Make.Under(Make.Unique("bai"), content: "Nội dung " + seed, phone: "khóa " + seed);
        submitted = submitted with { Text = submitted.Text with { Name = "Tên " + seed, Title = "Tiêu đề " + seed } };
        var id = await moderator.QueueAsync(submitted);
        using var client = await moderator.SignedInAsync(Make.Unique("Người duyệt"));
        using var noted = await client.PostAsJsonAsync($"/api/comments/{id}/notes", new { text = "Ghi chú " + seed });
        using var decided = await client.PostAsJsonAsync(
            $"/api/comments/{id}/decision",
            new
            {
                outcome = "approve",
                note = "Lý do " + seed,
                revision = 1,
                edit = new { content = "Đã biên tập " + seed },
            }
        );
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (noted.StatusCode, decided.StatusCode));
        await moderator.SendAsync(
            new CommentAppealed
            {
                CommentId = id,
                Revision = 1,
                Text = "Khiếu nại " + seed,
                AppealedAt = TimeProvider.System.GetUtcNow(),
            }
        );
        await Eventually.IsTrueAsync(
            "the appeal is stored",
            () => moderator.ReadAsync<bool>("SELECT EXISTS (SELECT FROM appeals WHERE comment_id = @id)", new { id })
        );
        return (id, submitted);
    }

    private Task LeftAsync(Guid id, int times) =>
        Eventually.IsTrueAsync(
            "the erasure is done",
            () =>
                Task.FromResult(moderator.OutgoingOf(id).Count(left => left.Type == nameof(CommentForgotten)) == times)
        );

    private static CommentErased Erased(Guid id) =>
        new()
        {
            CommentId = id,
            Revision = 1,
            ErasedAt = TimeProvider.System.GetUtcNow(),
        };
}
