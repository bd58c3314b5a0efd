using System.Text;
using CsCheck;
using Xunit;

namespace Moderation.Text.Tests;

public class MatchingTextProperties
{
    private const int Times = 10_000;

    [Fact]
    public void Reading_the_result_again_changes_nothing() =>
        HostileText.Any.Sample(
            text =>
            {
                var once = MatchingText.Of(text).Marked.ToString();
                return once == MatchingText.Of(once).Marked.ToString();
            },
            iter: Times
        );

    [Fact]
    public void Composed_and_decomposed_texts_read_the_same() =>
        HostileText.Valid.Sample(
            text =>
                MatchingText
                    .Of(text.Normalize(NormalizationForm.FormC))
                    .Marked.SequenceEqual(MatchingText.Of(text.Normalize(NormalizationForm.FormD)).Marked),
            iter: Times
        );

    [Fact]
    public void Offsets_stay_inside_the_original_and_never_go_back() =>
        HostileText.Any.Sample(
            text =>
            {
                var matching = MatchingText.Of(text);
                var (start, end) = (0, 0);
                for (var i = 0; i < matching.Marked.Length; i++)
                {
                    var range = matching.ToOriginal(i, i + 1);
                    Assert.True(range.Start >= start && range.End >= end && range.Start < range.End && range.End <= text.Length);
                    (start, end) = range;
                }
            },
            iter: Times
        );

    [Fact]
    public void The_result_is_bounded_and_both_views_are_of_one_length() =>
        HostileText.Any.Sample(
            text =>
            {
                var matching = MatchingText.Of(text);
                Assert.Equal(matching.Marked.Length, matching.Unmarked.Length);
                Assert.InRange(matching.Marked.Length, 0, (text.Length + 1) * 5);
            },
            iter: Times
        );

    [Fact]
    public void A_reused_instance_reads_as_a_fresh_one()
    {
        var reused = new MatchingText();
        HostileText.Any.Sample(
            text =>
            {
                reused.Read(text);
                return reused.Marked.SequenceEqual(MatchingText.Of(text).Marked)
                    && reused.Unmarked.SequenceEqual(MatchingText.Of(text).Unmarked);
            },
            iter: Times,
            threads: 1
        );
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ab.")]
    [InlineData("a.")]
    [InlineData("a ")]
    [InlineData("ng.u")]
    [InlineData("k ")]
    [InlineData("\u0301")]
    [InlineData("\u0301\u0323")]
    [InlineData("e\u0302\u0301")]
    [InlineData("\u200B")]
    [InlineData("😂")]
    [InlineData("a1")]
    [InlineData("ᄀ\u1161\u11A8")]
    [InlineData("❤\uFE0F")]
    [InlineData("\uFDFA")]
    [InlineData("𝐧")]
    public void Time_is_linear_in_the_length(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 65_536 / part.Length));
        // Quadratic work on this length takes seconds.
        Assert.InRange(Fastest.Of(() => MatchingText.Of(text)).TotalSeconds, 0, 0.5);
    }
}
