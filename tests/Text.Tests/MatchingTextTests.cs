using Xunit;

namespace Moderation.Text.Tests;

public class MatchingTextTests
{
    [Theory]
    [InlineData("NGU", "ngu")]
    [InlineData("hoà bình", "hòa bình")]
    [InlineData("thuỷ, quý, quà, già, khuỷu, giặt, thuở", "thủy, quý, quà, già, khuỷu, giặt, thuở")]
    [InlineData("gìa", "già")]
    [InlineData("tòan quốc", "toàn quốc")]
    [InlineData("nguуễn", "nguyễn")]
    [InlineData("ｎｇｕ 𝐧𝐠𝐮 ⓝⓖⓤ ŋgυ", "ngu ngu ngu ngu")]
    [InlineData("ñgü", "ngu")]
    [InlineData("ոցս ҽm ӏаѕ զսа օm հаu", "ngu em las qua om hau")]
    [InlineData("n\u0336g\u0336u\u0336", "ngu")]
    [InlineData("n\u200Bg\u00ADu", "ngu")]
    [InlineData("ng0c đ4m l00n ZaL0", "ngoc đam lon zalo")]
    [InlineData("U23 covid19 19h30 f0 5tr5 vtv3 1000000", "u23 covid19 19h30 f0 5tr5 vtv3 1000000")]
    [InlineData("c@c a@b.vn ngoclan@bao.vn", "cac ab.việt nam ngoclan@bao.việt nam")]
    [InlineData("n.g.u n-g-u n g u", "ngu ngu ngu")]
    [InlineData("l.ồn ng.u cặ.c", "lồn ngu cặc")]
    [InlineData("đ m mày", "đm mày")]
    [InlineData("đi.ạ TP.HCM tốt.Bạn", "đi.ạ tp.hcm tốt.bạn")]
    [InlineData("ko đc j", "không được gì")]
    [InlineData("đm vcl clgt cc vll", "đm vcl clgt cc vll")]
    [InlineData("nguuuu quáaaa đẹppp!!!", "ngu quá đẹp!")]
    [InlineData("Dũng ở Thái Bình Dương", "dũng ở thái bình dương")]
    public void A_text_is_read_as_meant(string text, string expected) =>
        Assert.Equal(expected, MatchingText.Of(text).Marked.ToString());

    [Theory]
    [InlineData("cặc", "các")]
    [InlineData("lồn", "lớn")]
    [InlineData("ngu", "ngư")]
    [InlineData("đĩ", "đi")]
    [InlineData("Dũng", "đụng")]
    [InlineData("Thái Bình Dương", "thái binh dương")]
    public void Words_that_differ_by_marks_differ_with_marks_and_meet_without(string one, string other)
    {
        var (first, second) = (MatchingText.Of(one), MatchingText.Of(other));
        Assert.NotEqual(first.Marked.ToString(), second.Marked.ToString());
        Assert.Equal(first.Unmarked.ToString(), second.Unmarked.ToString());
    }

    [Theory]
    [InlineData("đồ n.g.u nhé", "ngu", 3, 8)]
    [InlineData("đồ n\u200Bguuu!", "ngu", 3, 9)]
    [InlineData("ko bik", "biết", 3, 6)]
    [InlineData("hoa\u0300 bi\u0300nh", "bình", 5, 10)]
    [InlineData("👋 𝐧𝐠𝐮", "ngu", 3, 9)]
    public void A_word_leads_back_to_what_was_written(string text, string word, int start, int end)
    {
        var matching = MatchingText.Of(text);
        var at = matching.Marked.IndexOf(word);
        Assert.Equal((start, end), matching.ToOriginal(at, at + word.Length));
    }
}
