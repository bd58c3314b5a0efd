using Xunit;

namespace Moderation.Text.Tests;

public class BorderTests
{
    [Theory]
    [InlineData("Xin chào 👋", TextFault.None)]
    [InlineData("", TextFault.None)]
    [InlineData("a\0b", TextFault.NullCharacter)]
    public void What_is_no_text_is_refused_at_the_border(string text, TextFault expected) =>
        Assert.Equal(expected, IncomingText.FaultOf(text));

    [Fact]
    public void Half_a_pair_is_refused_at_the_border()
    {
        // Not as inline data: attributes are stored as UTF-8, which cannot hold these.
        foreach (var text in new[] { "a\uD83D", "\uDC4B\uD83D", "👋\uD83Db" })
            Assert.Equal(TextFault.LoneSurrogate, IncomingText.FaultOf(text));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("hoà", 3)]
    [InlineData("hoa\u0300", 3)]
    [InlineData("👩\u200D🚀!", 2)]
    [InlineData("🇻🇳", 1)]
    public void Characters_are_counted_as_people_count_them(string text, int expected) =>
        Assert.Equal(expected, Graphemes.Count(text));

    [Fact]
    public void Unicode_data_is_there() => UnicodeSupport.Require();
}
