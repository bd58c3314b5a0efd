using Moderation.Intake.Authors;
using Xunit;

namespace Moderation.Intake.Tests;

public class PhoneTests
{
    [Theory]
    [InlineData("0912345678", "+84912345678", "091****678")]
    [InlineData("0912.345.678", "+84912345678", "091****678")]
    [InlineData("+84 (91) 234-5678", "+84912345678", "091****678")]
    [InlineData("0084912345678", "+84912345678", "091****678")]
    [InlineData("o9l2345678", "+84912345678", "091****678")]
    [InlineData("０９１２３４５６７８", "+84912345678", "091****678")]
    [InlineData("0912–345–678", "+84912345678", "091****678")]
    [InlineData("0912,345,678", "+84912345678", "091****678")]
    [InlineData("0912\u2028345\u200B678", "+84912345678", "091****678")]
    [InlineData("О91234567l", "+84912345671", "091****671")]
    [InlineData("0912ー345一678", "+84912345678", "091****678")]
    [InlineData("Zalo0912345678", "+84912345678", "091****678")]
    [InlineData("SĐT: 0912 345 678 (gặp Hà)", "+84912345678", "091****678")]
    [InlineData("024 3825 5678", "+842438255678", "024****678")]
    [InlineData("+1 202 555 0123", "+12025550123", "202****123")]
    public void A_number_that_can_ring_is_kept_in_one_form(string text, string e164, string masked) =>
        Assert.Equal(new Phone(e164, masked), Phone.Parse(text));

    [Theory]
    [InlineData("113")]
    [InlineData("0912")]
    [InlineData("091234567890123")]
    [InlineData("1900 1234")]
    [InlineData("1800 1091")]
    [InlineData("09123456aa")]
    [InlineData("1-800-FLOWERS")]
    [InlineData("<script>")]
    [InlineData("0912345678 0912345678 0912345678 0912345678")]
    [InlineData("0912345678 hoặc 0987654321")]
    [InlineData("a@gmail.com")]
    public void Anything_else_is_no_number(string text) => Assert.Null(Phone.Parse(text));
}
