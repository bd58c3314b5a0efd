using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Tests.Policy;

public sealed class SimHashTests
{
    private const string Text =
        "Vay tiền nhanh trong ngày, không cần thế chấp, lãi suất thấp nhất thị trường, chỉ cần căn cước công dân là có tiền về "
        + "tài khoản, liên hệ 0912345678";

    [Theory]
    [InlineData(
        "VAY TIỀN NHANH trong ngày, ko cần thế chấp, lãi suất thấp nhất thị trường, chỉ cần căn cước công dân là có tiền về tài "
            + "khoản, liên hệ 0987654321",
        0
    )]
    [InlineData(
        "Vay tiền nhanh trong ngày, không cần thế chấp, lãi suất thấp nhất thị trường, chỉ cần căn cước công dân là có tiền về "
            + "tài khoản, liên hệ anh 0912345678",
        8
    )]
    [InlineData(
        "Vay tiền nhanh trong n.g.à.y, không cần thế chấp, lãi suất thấp nhất thị trường!!! chỉ cần căn cước công dân là có tiền "
            + "về tài khoản 👍 liên hệ 0912345678",
        8
    )]
    public void Near_duplicates_differ_in_few_bits(string other, int most) =>
        Assert.InRange(SimHash.Distance(SimHash.Of(Text, 12)!.Value, SimHash.Of(other, 12)!.Value), 0, most);

    [Theory]
    [InlineData(
        "Cầu mới thông xe, đi làm đỡ tắc hẳn, mong thành phố sớm mở thêm vài tuyến đường nữa cho bà con đi lại thuận tiện hơn "
            + "mỗi ngày"
    )]
    [InlineData(
        "Ngân hàng cần siết lại việc cho vay, lãi suất thấp nhưng người dân không có thế chấp thì rất khó tiếp cận được nguồn "
            + "vốn này"
    )]
    public void Other_texts_differ_in_many(string other) =>
        Assert.InRange(SimHash.Distance(SimHash.Of(Text, 12)!.Value, SimHash.Of(other, 12)!.Value), 16, 64);

    [Fact]
    public void A_short_text_has_none() => Assert.Null(SimHash.Of("Bài viết rất hay, cảm ơn tòa soạn", 12));
}
