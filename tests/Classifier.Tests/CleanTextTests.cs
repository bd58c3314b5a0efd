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
    public void Everyday_comments_are_not_held_by_a_score(string content)
    {
        var scores = _scorer.Score(new CommentInput("Ý kiến bạn đọc", content, ""));
        foreach (var label in ScoreLabels.Unwanted)
            Assert.InRange(scores[label.Label]!.Value, 0, HoldsByDefault);
    }
}
