using System.Text;
using CsCheck;
using Xunit;

namespace Moderation.Text.Tests;

public class PublicTextTests
{
    [Theory]
    [InlineData("Hoà bi\u0300nh", "Hoà bình")]
    [InlineData("n\u200Bg\u200Du\u00AD \u202Eabc\u2066", "ngu abc")]
    [InlineData("👩\u200D🚀 ❤\uFE0F 🏳\uFE0F\u200D🌈", "👩\u200D🚀 ❤\uFE0F 🏳\uFE0F\u200D🌈")]
    [InlineData("dòng một\r\ndòng hai\u0007", "dòng một\ndòng hai")]
    [InlineData("A\U000E0041\U000E007F", "A")]
    [InlineData("e\u0301\u0300\u0300\u0300\u0300\u0300\u0300\u0300\u0300", "é\u0300\u0300\u0300")]
    public void The_public_sees_what_the_author_showed(string text, string expected) =>
        Assert.Equal(expected, PublicText.Clean(text));

    [Theory]
    [InlineData("một\n\n\n\n\nhai", "một\n\nhai")]
    [InlineData("một \r\n \u200B\r\n\t\r\n\u2800\r\n  hai", "một\n\n  hai")]
    [InlineData("một\u2028\u2028\v\f\u0085hai\rba", "một\n\nhai\nba")]
    [InlineData("\n\n một\n", "một")]
    [InlineData("một\nhai\n\nba", "một\nhai\n\nba")]
    public void Runs_of_empty_lines_are_one(string text, string expected) => Assert.Equal(expected, PublicText.Clean(text));

    [Fact]
    public void Lines_are_limited_and_no_word_is_lost()
    {
        var tall = string.Join('\n', Enumerable.Range(1, 900));

        var shown = PublicText.Clean(tall);

        Assert.InRange(shown.Split('\n').Length, 40, 60);
        Assert.Equal(Enumerable.Range(1, 900), shown.Split('\n', ' ').Select(int.Parse));
        Assert.Equal("a\n\nb", PublicText.Clean("a" + new string('\n', 1_900) + "b"));
    }

    [Fact]
    public void A_heap_of_marks_leaves_its_base_alone() => Assert.Equal("e", PublicText.Clean("ế" + new string('\u0301', 5_000)));

    [Theory]
    [InlineData("sạch\r\nsẽ 👩\u200D🚀", false)]
    [InlineData("n\u200Bgu", true)]
    public void Hidden_characters_are_noticed(string text, bool hidden) => Assert.Equal(hidden, PublicText.HidesCharacters(text));

    [Fact]
    public void Cleaning_twice_changes_nothing() =>
        HostileText.Any.Sample(
            text =>
            {
                var once = PublicText.Clean(text);
                return once == PublicText.Clean(once) && once.IsNormalized(NormalizationForm.FormC);
            },
            iter: 10_000
        );

    [Fact]
    public void Composed_and_decomposed_texts_come_out_the_same() =>
        HostileText.Valid.Sample(
            text =>
                PublicText.Clean(text.Normalize(NormalizationForm.FormC))
                == PublicText.Clean(text.Normalize(NormalizationForm.FormD)),
            iter: 10_000
        );

    [Fact]
    public void Offsets_stay_inside_the_original_and_never_go_back() =>
        HostileText.Any.Sample(
            text =>
            {
                var mapped = PublicText.Read(text);
                var (start, end) = (0, 0);
                for (var i = 0; i < mapped.Length; i++)
                {
                    var range = mapped.ToOriginal(i, i + 1);
                    Assert.True(range.Start >= start && range.End >= end && range.Start < range.End && range.End <= text.Length);
                    (start, end) = range;
                }
            },
            iter: 10_000
        );
}
