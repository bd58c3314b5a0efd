using System.Text.Json;
using Moderation.Moderator.People;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Queue;

/// <summary>
/// How many comments stand in each queue: in sections of their own, decided long ago, so that they come before no other test's.
/// </summary>
public sealed class CountTests(ModeratorFixture moderator)
{
    private const string Fill = """
        INSERT INTO comments (id, revision, status, article_id, section, name, title, content, submitted_at, received_at,
            decided_at)
        SELECT gen_random_uuid(), 1, 'approved', 'bai', @section, 'Trần Bình', 'Ý kiến', 'Cầu mới thông xe.', old.at, old.at,
            old.at
        FROM generate_series(1, @count), (SELECT '2020-01-01'::timestamptz) AS old (at)
        """;

    [Fact]
    public async Task Counts_are_exact_far_beyond_a_thousand_and_follow_every_change()
    {
        var section = Make.Unique("Đếm");
        using var client = await moderator.SignedInAsync($"Người đếm {section}", Role.Moderator, section);
        await moderator.ExecuteAsync(Fill, new { section, count = 2_345 });
        Assert.Equal((2_345, 0), await CountsAsync(client));

        await moderator.ExecuteAsync(
            "UPDATE comments SET status = 'rejected' WHERE (id, revision) IN (SELECT id, revision FROM comments "
                + "WHERE section = @section LIMIT 345)",
            new { section }
        );
        Assert.Equal((2_000, 345), await CountsAsync(client));

        await moderator.ExecuteAsync("UPDATE comments SET title = 'Ý kiến khác' WHERE section = @section", new { section });
        await moderator.ExecuteAsync("DELETE FROM comments WHERE section = @section AND status = 'rejected'", new { section });
        Assert.Equal((2_000, 0), await CountsAsync(client));
    }

    [Fact]
    public async Task Many_parts_of_a_count_are_added_up_and_the_count_stays_the_same()
    {
        var section = Make.Unique("Cộng");
        using var client = await moderator.SignedInAsync($"Người cộng {section}", Role.Moderator, section);
        await moderator.ExecuteAsync(Fill, new { section, count = 7 });
        await moderator.ExecuteAsync(
            "INSERT INTO comment_counts (section, status, count) "
                + "SELECT @section, 'approved', CASE i % 2 WHEN 0 THEN 1 ELSE -1 END FROM generate_series(1, 2000) i",
            new { section }
        );

        await Eventually.IsTrueAsync("the parts are few", async () =>
            await moderator.ReadAsync<long>("SELECT count(*) FROM comment_counts WHERE section = @section", new { section }) < 10
        );
        Assert.Equal((7, 0), await CountsAsync(client));
    }

    private static async Task<(int Approved, int Rejected)> CountsAsync(HttpClient client)
    {
        JsonElement counts = (await client.ReadAsync("/api/queue?limit=1")).GetProperty("counts");
        return (counts.GetProperty("approved").GetInt32(), counts.GetProperty("rejected").GetInt32());
    }
}
