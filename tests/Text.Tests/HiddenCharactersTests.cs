using System.Text;
using CsCheck;
using Xunit;

namespace Moderation.Text.Tests;

public class HiddenCharactersTests
{
    [Theory]
    [InlineData("\u3164")]
    [InlineData("\u2800")]
    [InlineData("\u034F")]
    [InlineData("\uFE0F")]
    [InlineData("\u115F\u1160\uFFA0")]
    [InlineData("\u00AD\u200B\u200D\u2060\uFEFF")]
    [InlineData("\u180B\u180E\u17B4")]
    [InlineData("\U000E0041\U000E007F\U000E0100")]
    [InlineData("\U0001D173\U0001D159\U0001BCA0")]
    [InlineData(" \u00A0\u3000\t\u2028\u0085\n")]
    [InlineData("")]
    public void Nothing_can_be_seen_of_it(string text) => Assert.True(HiddenCharacters.IsBlank(text));

    [Theory]
    [InlineData(".")]
    [InlineData("\u3164a")]
    [InlineData("👩\u200D🚀")]
    [InlineData("\uFFFD")]
    [InlineData("\u0600")]
    [InlineData("\u3000한")]
    public void Something_can_be_seen_of_it(string text) => Assert.False(HiddenCharacters.IsBlank(text));

    [Theory]
    [InlineData("👩\u200D👩\u200D👧\u200D👦")]
    [InlineData("👩🏽\u200D🚀")]
    [InlineData("🏳\uFE0F\u200D🌈")]
    [InlineData("❤\uFE0F\u200D🔥")]
    [InlineData("👁\uFE0F\u200D🗨\uFE0F")]
    [InlineData("1\uFE0F\u20E3 #\uFE0F\u20E3")]
    [InlineData("☎\uFE0E")]
    [InlineData("🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("क्\u200Dष क्\u200Cष")]
    [InlineData("ශ්\u200Dරී")]
    [InlineData("葛\U000E0100")]
    [InlineData("\u1820\u180B \u182D\u180E\u1820")]
    public void What_makes_one_emoji_or_one_word_stays_as_it_came(string text)
    {
        Assert.Equal(text, PublicText.Clean(text));
        Assert.False(PublicText.HidesCharacters(text));
    }

    [Theory]
    [InlineData("n\u200Dg\u200Cu", "ngu")]
    [InlineData("n\uFE0Fgu\uFE0E", "ngu")]
    [InlineData("1\uFE0F2\uFE0F", "12")]
    [InlineData("👩\u200D", "👩")]
    [InlineData("👩\u200D\u200D🚀", "👩🚀")]
    [InlineData("👩\u200Da", "👩a")]
    [InlineData("❤\uFE0F\uFE0F", "❤\uFE0F")]
    [InlineData("🏴\U000E0073\U000E0065\U000E0078\U000E007F", "🏴")]
    [InlineData("👩\U000E0067\U000E0062\U000E007F", "👩")]
    [InlineData("می\u200C خواهم", "می خواهم")]
    [InlineData("क\u200Dष", "कष")]
    [InlineData("a\U000E0100", "a")]
    [InlineData("ㅤẩ\u2800n\u115F", "ẩn")]
    public void What_hides_elsewhere_goes(string text, string expected)
    {
        Assert.Equal(expected, PublicText.Clean(text));
        Assert.True(PublicText.HidesCharacters(text));
    }

    [Fact]
    public void A_disguise_of_hidden_characters_reads_as_the_word_beneath() =>
        HiddenOnes.Array[4].Sample(
            hidden =>
                MatchingText.Of($"đồ n{hidden[0]}g{hidden[1]}u{hidden[2]} {hidden[3]}quá").Marked is "đồ ngu quá"
                && PublicText.Clean($"n{hidden[0]}g{hidden[1]}u") == "ngu",
            iter: 5_000
        );

    private static readonly string[] Hidden =
    [
        .. Enumerable
            .Range(0, 0xE0FFF)
            .Where(value => Rune.IsValid(value) && HiddenCharacters.Contains(new Rune(value)))
            .Select(value => new Rune(value).ToString()),
    ];

    private static Gen<string> HiddenOnes => Gen.Int[0, Hidden.Length - 1].Select(index => Hidden[index]);
}
