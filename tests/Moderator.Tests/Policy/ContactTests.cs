using Moderation.Contracts;
using Moderation.Moderator.Policy;
using Moderation.Text.Contacts;

namespace Moderation.Moderator.Tests.Policy;

public sealed class ContactTests
{
    [Theory]
    [InlineData("Gọi 0912345678 nhé", ContactKind.Phone, "0912345678")]
    [InlineData("Gọi 0912.345.678, hỏi Hà", ContactKind.Phone, "0912.345.678")]
    [InlineData("09 12 34 56 78", ContactKind.Phone, "09 12 34 56 78")]
    [InlineData("zalo 0 9 1 2 3 4 5 6 7 8", ContactKind.Phone, "0 9 1 2 3 4 5 6 7 8")]
    [InlineData("o912345678 liên hệ", ContactKind.Phone, "o912345678")]
    [InlineData("call +84 912 345 678!", ContactKind.Phone, "+84 912 345 678")]
    [InlineData("84912345678", ContactKind.Phone, "84912345678")]
    [InlineData("máy bàn 024 3825 1234", ContactKind.Phone, "024 3825 1234")]
    [InlineData("０９１２３４５６７８", ContactKind.Phone, "０９１２３４５６７８")]
    [InlineData("𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖 nhé", ContactKind.Phone, "𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖")]
    [InlineData("09123\u200B45678", ContactKind.Phone, "09123\u200B45678")]
    [InlineData("viết cho an.nguyen@bao.vn.", ContactKind.Email, "an.nguyen@bao.vn")]
    [InlineData("STK 19031234567 Vietcombank", ContactKind.BankAccount, "19031234567")]
    [InlineData("Số tài khoản: 1903 1234 567 ạ", ContactKind.BankAccount, "1903 1234 567")]
    [InlineData("xem https://lua-dao.xyz/a?b=1.", ContactKind.Link, "https://lua-dao.xyz/a?b=1")]
    [InlineData("vào WWW.Vay-Nhanh.top ngay", ContactKind.Link, "WWW.Vay-Nhanh.top")]
    [InlineData("t.me/kiemtien rất dễ", ContactKind.Link, "t.me/kiemtien")]
    public void A_contact_is_found_where_it_stands(string text, ContactKind kind, string stretch)
    {
        var contact = Assert.Single(Found("An", "Tiêu đề", text));

        Assert.Equal((kind, CommentField.Content, stretch), (contact.Kind, contact.Field, text[contact.Start..contact.End]));
    }

    [Theory]
    [InlineData("Ngày 09.12.2024 15 giờ có mưa")]
    [InlineData("Lúc 08/05/2023 1234 người")]
    [InlineData("giá 84.500.000.000 đồng, năm 2024, 1.000.000 người")]
    [InlineData("Tài khoản 500.000.000 đồng bị khóa")]
    [InlineData("tốt.Bạn nhé, TP.HCM, GS.TS Nguyễn Văn A., 3.5 điểm, 19h30")]
    [InlineData("5@ sao, @nguyen, a@b")]
    [InlineData("Điều 12345678901234567890123 của luật")]
    [InlineData("")]
    [InlineData("\uD800 \u0301 +")]
    public void What_only_looks_like_a_contact_is_none(string text) => Assert.Empty(Found(text, text, text));

    [Fact]
    public void Two_numbers_side_by_side_are_two_and_all_fields_are_read()
    {
        const string text = "0912345678 0987654321";

        Assert.Equal([text[..10], text[11..]], Found("", "", text).Select(c => text[c.Start..c.End]));
        Assert.Equal(
            [CommentField.Name, CommentField.Title, CommentField.Content],
            Found("0912345678", "0912345678", "0912345678").Select(c => c.Field)
        );
    }

    private static IReadOnlyList<Contact> Found(string name, string title, string content) =>
        Contact.In(
            new CommentText
            {
                Name = name,
                Title = title,
                Content = content,
            }
        );
}
