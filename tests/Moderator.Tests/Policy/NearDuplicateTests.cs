using System.Text.Json;
using Moderation.Moderator.Policy;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Policy;

public sealed class NearDuplicateTests(ModeratorFixture moderator)
{
    private const string Loan =
        "Vay tiền nhanh trong ngày, không cần thế chấp, lãi suất thấp nhất thị trường, chỉ cần căn cước công dân là có tiền về "
        + "tài khoản, liên hệ 0912345678";

    /// <summary>Pairs of texts, labelled by hand: whether an editor would call one a copy of the other.</summary>
    [Fact]
    public async Task Of_labelled_pairs_at_least_95_in_100_that_are_called_near_duplicates_are_and_9_in_10_are_found()
    {
        var (found, right, all) = (0, 0, 0);
        var misses = new List<string>();
        await foreach (
            var line in File.ReadLinesAsync(
                Path.Combine(Parts.ProjectRoot, "tests/Moderator.Tests/Policy/near-duplicates.vi.jsonl"),
                TestContext.Current.CancellationToken
            )
        )
        {
            var pair = JsonSerializer.Deserialize<Pair>(line, JsonSerializerOptions.Web)!;
            var called = AreNearDuplicates(pair.A, pair.B);
            (found, right, all) = (found + (called ? 1 : 0), right + (called && pair.Same ? 1 : 0), all + (pair.Same ? 1 : 0));
            if (called != pair.Same)
                misses.Add($"{TextFeatures.Of(pair.A).Overlap(TextFeatures.Of(pair.B)):0.00} {pair.A} | {pair.B}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{right} of {found} right, of {all} to be found");
        Assert.True(right >= 0.95 * found && right >= 0.9 * all, string.Join('\n', misses));
    }

    [Theory]
    [InlineData("0912 345 678, 12/10/2026, 3-1, 1.200.000", "0912 345 678, 12/10/2026, 3-1, 1.200.000")]
    [InlineData("", "")]
    public void Numbers_alone_are_like_nothing(string one, string other) =>
        Assert.Equal(0, TextFeatures.Of(one).Overlap(TextFeatures.Of(other)));

    [Theory]
    [InlineData("liên hệ 0912345678", "liên hệ 0987 654 321")]
    [InlineData("giá 500k một suất", "giá 1200k một suất")]
    [InlineData("Vay nhanh n.g.à.y, ko thế chấp", "vay nhanh ngày không thế chấp")]
    public void Another_number_or_disguise_is_the_same_text(string one, string other) =>
        Assert.Equal(1, TextFeatures.Of(one).Overlap(TextFeatures.Of(other)));

    [Fact]
    public async Task A_copy_is_held_with_its_twin_beside_it_and_a_text_that_shares_its_digits_is_not()
    {
        var article = Make.Unique("giong");
        var mark = Make.Unique("đợt")[^8..];
        var first = await moderator.QueueAsync(Make.Under(article, content: $"{Loan} {mark}"));
        var changed = Loan.Replace("0912345678", "0987 111 222", StringComparison.Ordinal);
        var copy = await moderator.QueueAsync(Make.Under(article, content: $"{changed} {mark}"));
        var other = await moderator.QueueAsync(
            Make.Under(
                article,
                content: $"Ai nhặt được ví màu nâu ở bến xe thì cho tôi xin lại giấy tờ, liên hệ 0912345678, hậu tạ 500000 {mark}"
            )
        );
        using var client = await moderator.SignedInAsync("Người xem bản giống");

        var held = await client.ReadAsync($"/api/comments/{copy}");
        Assert.Equal(first, held.GetProperty("twin").GetProperty("id").GetGuid());
        Assert.Contains(
            held.GetProperty("comment").GetProperty("review").GetProperty("findings").EnumerateArray(),
            finding =>
                finding.GetProperty("rule").GetString() == "near-duplicate" && finding.GetProperty("cluster").GetGuid() == first
        );
        Assert.Equal(
            copy,
            (await client.ReadAsync($"/api/comments/{first}")).GetProperty("twin").GetProperty("id").GetGuid()
        );
        Assert.False((await client.ReadAsync($"/api/comments/{other}")).TryGetProperty("twin", out _));
    }

    private static bool AreNearDuplicates(string one, string other)
    {
        var (a, b) = (TextFeatures.Of(one), TextFeatures.Of(other));
        return TextFeatures.Distance(a.SimHash(), b.SimHash()) <= new DuplicateSettings().Distance
            && a.Overlap(b) >= TextFeatures.NearDuplicate;
    }

    private sealed record Pair(string A, string B, bool Same);
}
