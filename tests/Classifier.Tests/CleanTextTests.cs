using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Contracts;
using Xunit;

namespace Moderation.Classifier.Tests;

/// <summary>
/// What readers write every day, with words that insults and advertisements use too: no score reaches what holds a comment by
/// default, so that the console marks nothing in them.
/// </summary>
public sealed class CleanTextTests : IDisposable
{
    private const float HoldsByDefault = 0.6f;

    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "Models", "open.model");

    private readonly CommentScorer _scorer = new(ModelFile.Load(File));

    public void Dispose() => _scorer.Dispose();

    [Theory]
    [InlineData("Cảm ơn tòa soạn đã đăng bài, đọc xong thấy ấm lòng.")]
    [InlineData("Giá vé tăng thế này thì sinh viên khó đi xe buýt quá.")]
    [InlineData("Tôi vay ngân hàng mua nhà, lãi suất giảm là mừng lắm.")]
    [InlineData("Con chó nhà tôi mất tuần trước, đọc bài này lại nhớ nó.")]
    [InlineData("Đội nhà thua vì hàng thủ quá non, chứ tiền đạo đá hay.")]
    [InlineData("Mắm tôm phải ăn với bún đậu mới đúng vị.")]
    [InlineData("Bà con miền Trung lại sắp đón bão, mong mọi người bình an.")]
    [InlineData("Tôi không đồng ý với tác giả: đường một chiều làm kẹt xe thêm.")]
    [InlineData("Thằng cháu tôi học lớp ba mà đọc sách cả ngày.")]
    [InlineData("Đề nghị thành phố công bố số liệu từng tháng để dân giám sát.")]
    [InlineData("Bác sĩ dặn ăn ít muối, đi bộ ba mươi phút mỗi ngày.")]
    [InlineData("Chiếc áo dài đen ấy rất hợp với cô giáo.")]
    [InlineData("Trời nóng quá, mất điện cả đêm không ngủ được.")]
    [InlineData("Cây cầu này dài hơn hai cây số, xây mất bốn năm.")]
    [InlineData("Người bị tai nạn đã được đưa vào bệnh viện, may mà qua khỏi.")]
    [InlineData("Nên phạt nặng người vượt đèn đỏ, nhất là giờ tan trường.")]
    [InlineData("Thái Bình Dương mùa này lạnh lắm, ngư dân phải về bờ sớm.")]
    [InlineData("Anh Dũng đá hay nhất trận, các bạn trẻ nên học tinh thần ấy.")]
    [InlineData("Lúa lớn nhanh, trời thương thì vụ này được mùa.")]
    [InlineData("Quán phở đầu ngõ ngon mà rẻ, sáng nào cũng đông khách.")]
    [InlineData("Mong phóng viên viết tiếp về chuyện học phí của các cháu.")]
    public void Everyday_comments_are_not_held_by_a_score(string content) => AssertNotHeld(content);

    [Theory]
    [InlineData("9 x 7 - 13 = 50, con tôi học lớp hai cũng làm được.")]
    [InlineData("(14 + 6) : 5 = 4 rồi nhân 3 là 12.")]
    [InlineData("Thua 0-3 sân khách, thắng 4-0 sân nhà, tổng 4-3 là đi tiếp.")]
    [InlineData("Bản 1.6 AT đời 2013 tôi bán 315 triệu, chạy 104.000 km.")]
    [InlineData("Lốp 205/55R16 thay bốn quả hết 6,4 triệu.")]
    [InlineData("Cà phê 120 nghìn một cân, hồi 2019 có 35 nghìn.")]
    [InlineData("Căn 58 m² tôi mua 1,7 tỷ năm 2017, giờ 3,6 tỷ.")]
    [InlineData("Điện tháng này 1.240.000 đồng, tháng trước 870.000.")]
    [InlineData("Khó thở thì gọi 115, cháy thì gọi 114, đừng chần chừ.")]
    [InlineData("Tôi gọi 1022 báo đèn hỏng, hai hôm sau có người sửa.")]
    [InlineData("Tập 12 chiếu lúc 20h30, tập 13 dời sang 21h15.")]
    [InlineData("Năm 1978 lụt 4,1 m, năm 2000 lụt 5,06 m, tôi nhớ cả hai.")]
    [InlineData("Em 26,75 điểm khối B00, thiếu đúng 0,25.")]
    [InlineData("Gửi 200 triệu, lãi 5,1%, một năm được 10,2 triệu.")]
    public void Figures_make_no_advertisement(string content) => AssertNotHeld(content);

    private void AssertNotHeld(string content)
    {
        var scores = _scorer.Score(new CommentInput("", content, ""));
        Assert.All(ScoreLabels.Unwanted, label => Assert.InRange(scores[label.Label]!.Value, 0, HoldsByDefault));
        scores = _scorer.Score(new CommentInput("Ý kiến bạn đọc", content, ""));
        Assert.All(ScoreLabels.Unwanted, label => Assert.InRange(scores[label.Label]!.Value, 0, HoldsByDefault));
    }
}
