using System.Text.Json;
using Moderation.Moderator.Policy;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Policy;

public sealed class NearDuplicateTests
{
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

    private static bool AreNearDuplicates(string one, string other)
    {
        var (a, b) = (TextFeatures.Of(one), TextFeatures.Of(other));
        return a.ToSimHash().IsNear(b.ToSimHash(), new DuplicateSettings().Distance)
            && a.Overlap(b) >= TextFeatures.NearDuplicate;
    }

    private sealed record Pair(string A, string B, bool Same);
}
