using Xunit;

namespace Moderation.Text.Tests;

public class TextLanguageTests
{
    [Theory]
    [InlineData("Đường mới đẹp quá, cảm ơn các bác công nhân.", "vi")]
    [InlineData("duong moi dep qua, cam on cac bac cong nhan", "vi")]
    [InlineData("ko bik nói j hơn, đỉnh vcl", "vi")]
    [InlineData("đẹp", "vi")]
    [InlineData("n.g.u thế", "vi")]
    [InlineData("You are the worst writer that this paper has ever had.", "en")]
    [InlineData("Спасибо за статью, очень интересно", "ru")]
    [InlineData("บทความนี้ดีมาก", "th")]
    [InlineData("这篇文章很好", "zh")]
    [InlineData("この記事はとても良い", "ja")]
    [InlineData("ok", "und")]
    [InlineData("😂😂 123", "und")]
    [InlineData("", "und")]
    [InlineData("\uFFFD\u0301\u0301", "und")]
    public void A_comment_reads_as_its_language(string text, string expected) => Assert.Equal(expected, TextLanguage.Of(text));

    [Fact]
    public void Every_text_gets_an_answer() =>
        CsCheck.Check.Sample(HostileText.Any, text => Assert.NotEmpty(TextLanguage.Of(text)), iter: 2_000);
}
