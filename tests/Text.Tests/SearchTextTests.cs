using Xunit;

namespace Moderation.Text.Tests;

public class SearchTextTests
{
    [Theory]
    [InlineData("Tiê\u0301ng  Viê\u0323t", "tiếng việt", "tieng viet")]
    [InlineData("HOÀ và Hòa", "hòa và hòa", "hoa va hoa")]
    [InlineData("Thuý, khoẻ, hoàn", "thúy, khỏe, hoàn", "thuy, khoe, hoan")]
    [InlineData(" một\u00a0\u3000hai\r\nba ", "một hai ba", "mot hai ba")]
    [InlineData("x\u200bấ\u00adu", "xấu", "xau")]
    [InlineData("Đường 091****678", "đường 091****678", "duong 091****678")]
    [InlineData("\u200b", "", "")]
    public void What_looks_the_same_is_the_same(string text, string marked, string unmarked)
    {
        Assert.Equal(marked, SearchText.Marked(text));
        Assert.Equal(unmarked, SearchText.Unmarked(marked));
        Assert.Equal(marked, SearchText.Marked(marked));
    }
}
