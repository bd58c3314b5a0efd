using Moderation.Contracts;
using Moderation.Moderator.Lists;
using Moderation.Text;

namespace Moderation.Moderator.Tests.Lists;

/// <summary>What the lists that come with the software find, and what they leave alone.</summary>
public sealed class StarterTermsTests
{
    private static readonly TermMatcher Matcher = new([
        .. StarterTerms.Banned.Select(term => (ListKind.Banned, term)),
        .. StarterTerms.Suspect.Select(term => (ListKind.Suspect, term)),
        .. StarterTerms.Allowed.Select(term => (ListKind.Allowed, term)),
    ]);

    [Fact]
    public void Each_list_has_its_terms_once_and_no_term_stands_in_two()
    {
        string[] all = [.. StarterTerms.Banned, .. StarterTerms.Suspect, .. StarterTerms.Allowed];

        Assert.True(StarterTerms.Banned.Count >= 100, $"{StarterTerms.Banned.Count} banned");
        Assert.True(StarterTerms.Suspect.Count >= 200, $"{StarterTerms.Suspect.Count} suspect");
        Assert.True(StarterTerms.Allowed.Count >= 80, $"{StarterTerms.Allowed.Count} allowed");
        Assert.Equal(all.Length, all.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(all, term => Assert.True(TermMatcher.CanFind(term), term));
    }

    [Fact]
    public void No_allowed_term_takes_back_a_banned_or_suspect_one_as_the_list_has_it() =>
        Assert.All([.. StarterTerms.Banned, .. StarterTerms.Suspect], term => Assert.Contains(term, Strong(term)));

    [Theory]
    [InlineData("Địt mẹ thằng này")]
    [InlineData("đ.ị.t m.ẹ")]
    [InlineData("ĐỊT CON MẸ MÀY")]
    [InlineData("djt me chúng nó")]
    [InlineData("ditme bọn này")]
    [InlineData("Cái mặt lồn")]
    [InlineData("l.ồ.n")]
    [InlineData("lồnnnn")]
    [InlineData("nhìn như loz")]
    [InlineData("Cặc")]
    [InlineData("c ặ c")]
    [InlineData("con kặc gì")]
    [InlineData("thằng đầu buồi")]
    [InlineData("đụ má mày")]
    [InlineData("đù mẹ")]
    [InlineData("đm cái lũ này")]
    [InlineData("Đ M")]
    [InlineData("ĐMM")]
    [InlineData("đcm")]
    [InlineData("đ.k.m")]
    [InlineData("Ngon vcl")]
    [InlineData("vkl luôn")]
    [InlineData("clgt")]
    [InlineData("Đéo hiểu kiểu gì")]
    [InlineData("nứng à")]
    [InlineData("con đĩ này")]
    [InlineData("Đồ đĩ!")]
    [InlineData("đồ chó đẻ")]
    [InlineData("ăn cứt đi")]
    [InlineData("tiên sư bố nó")]
    [InlineData("tổ cha mày")]
    [InlineData("mả cha nó")]
    [InlineData("Fuck you")]
    [InlineData("FUUUCK")]
    [InlineData("f.u.c.k")]
    [InlineData("motherfucker")]
    [InlineData("you cunt")]
    [InlineData("What an a$$hole, asshole")]
    [InlineData("you son of a bitch")]
    [InlineData("kill yourself")]
    [InlineData("🖕🏻")]
    public void Obscenity_is_banned(string text) =>
        Assert.Contains(Hits(text), hit => hit is { Kind: ListKind.Banned, Weak: false });

    [Theory]
    [InlineData("dit me may")]
    [InlineData("du ma")]
    [InlineData("dm bọn này")]
    [InlineData("nung lon gì")]
    [InlineData("con di cho de")]
    [InlineData("an cut di")]
    public void Obscenity_without_diacritics_is_at_most_held(string text) =>
        Assert.DoesNotContain(Hits(text), hit => hit is { Kind: ListKind.Banned, Weak: false });

    [Theory]
    [InlineData("Đồ ngu")]
    [InlineData("n.g.u")]
    [InlineData("Ngu như bò")]
    [InlineData("óc chó thật")]
    [InlineData("thang oc cho")]
    [InlineData("Lũ súc vật")]
    [InlineData("khốn nạn quá")]
    [InlineData("mất dạy")]
    [InlineData("mat day")]
    [InlineData("đồ vô học")]
    [InlineData("câm mồm")]
    [InlineData("lũ rác rưởi")]
    [InlineData("đồ điên")]
    [InlineData("chúng mày")]
    [InlineData("dit me may")]
    [InlineData("du ma")]
    [InlineData("dm bọn này")]
    [InlineData("giết chết mày")]
    [InlineData("đi chết đi")]
    [InlineData("bọn bắc kỳ")]
    [InlineData("lũ nam kỳ")]
    [InlineData("parky")]
    [InlineData("bọn khựa")]
    [InlineData("thằng chệt")]
    [InlineData("bọn mọi")]
    [InlineData("mọi rợ")]
    [InlineData("con đàn bà lăng loàn")]
    [InlineData("cái máy đẻ")]
    [InlineData("thằng bê đê")]
    [InlineData("pede")]
    [InlineData("đồ bại não")]
    [InlineData("bọn thiểu năng")]
    [InlineData("lũ trẻ trâu")]
    [InlineData("già mất nết")]
    [InlineData("sư hổ mang")]
    [InlineData("lũ cuồng đạo")]
    [InlineData("Nhà cái uy tín số 1")]
    [InlineData("tài xỉu online")]
    [InlineData("tai xiu")]
    [InlineData("Nổ hũ ở sunwin")]
    [InlineData("fb88 tặng code")]
    [InlineData("vay tiền nhanh")]
    [InlineData("Vay tín chấp, giải ngân trong ngày")]
    [InlineData("nợ xấu vẫn vay")]
    [InlineData("Việc nhẹ lương cao")]
    [InlineData("bài thuốc gia truyền")]
    [InlineData("tăng cường sinh lý")]
    [InlineData("làm bằng đại học")]
    [InlineData("sim số đẹp")]
    [InlineData("kết bạn zalo")]
    [InlineData("bấm vào link")]
    [InlineData("what an idiot")]
    [InlineData("bullshit")]
    [InlineData("wtf")]
    [InlineData("you retard")]
    public void Insults_slurs_threats_and_advertisements_are_held(string text) => Assert.NotEmpty(Hits(text));

    [Theory]
    [InlineData("Mua hai lon bia với ba lon nước")]
    [InlineData("mua vai lon bia cho vui")]
    [InlineData("Các bạn lớn rồi, lợn gà cũng vậy")]
    [InlineData("cac ban oi, cac chau lon roi")]
    [InlineData("Lộn xộn, bận rộn, cãi lộn")]
    [InlineData("Buổi sáng ăn bưởi")]
    [InlineData("buoi sang an buoi, buoi toi di choi")]
    [InlineData("Dịt mũi, bịt tai")]
    [InlineData("Du lịch, du học, dù mưa vẫn đi")]
    [InlineData("du lich bui, du hoc sinh")]
    [InlineData("Dù mẹ đã già")]
    [InlineData("Đèo Hải Vân, đeo khẩu trang")]
    [InlineData("deo khau trang khi di duong")]
    [InlineData("di chuyen, di dong, di san the gioi")]
    [InlineData("Đi mẹ ơi, con đi học")]
    [InlineData("con di hoc, do di chuyen nhieu")]
    [InlineData("Phở bò, phố đi bộ, phò mã")]
    [InlineData("Điểm thi, thời điểm, điềm đạm, điếm canh đê")]
    [InlineData("diem thi cua con toi cao")]
    [InlineData("Người ngủ trên ghế, ngữ pháp, cá ngừ")]
    [InlineData("toi di ngu som, mat ngu, giac ngu")]
    [InlineData("ngon ngu, thanh ngu, ngoai ngu, ngu phap tieng Anh")]
    [InlineData("Ngu Công dời núi")]
    [InlineData("Ánh mắt ngu ngơ thật đáng yêu")]
    [InlineData("Triều Hồ đặt quốc hiệu Đại Ngu")]
    [InlineData("Chó mèo nhà tôi, con chó cái vừa đẻ")]
    [InlineData("Con lợn nái đẻ mười con")]
    [InlineData("Mua quà cho má, cho mẹ, cho con")]
    [InlineData("mua cho ma cai ao")]
    [InlineData("Bỏ đồ cho vào tủ, thằng cho tôi mượn sách")]
    [InlineData("Trận lũ cho thấy rừng quan trọng")]
    [InlineData("Hạt óc chó, quả óc chó, dầu óc chó")]
    [InlineData("Thái Bình Dương")]
    [InlineData("Vú sữa, bướm đêm, chim cu gáy")]
    [InlineData("Âm đạo, dương vật là từ y khoa")]
    [InlineData("Hiếp dâm là tội ác")]
    [InlineData("Chích ngừa cho trẻ, chim chích")]
    [InlineData("chich ngua cho con")]
    [InlineData("Nung nấu ý chí, vật nung")]
    [InlineData("nung nau y chi")]
    [InlineData("Người cầm chịch tuyến giữa")]
    [InlineData("Cây cứt lợn chữa viêm xoang")]
    [InlineData("Cút rượu, chim cút, cụt chân")]
    [InlineData("Đái tháo đường")]
    [InlineData("Ia Drang, Ia Grai là tên sông, tên huyện")]
    [InlineData("Lin Dan vô địch cầu lông")]
    [InlineData("Cổ phiếu DCM tăng trần")]
    [InlineData("Tham dự hội nghị, tham du")]
    [InlineData("Mà cha mẹ không biết, ma cha me khong biet")]
    [InlineData("Con mẹ may áo mới cho bé")]
    [InlineData("Công chúng may mắn được xem")]
    [InlineData("Người đứng đầu đất nước")]
    [InlineData("Thi đấu đạt thành tích, mới đến hiểu")]
    [InlineData("do dien tich lon, moi den noi, do dan tri cao")]
    [InlineData("Nhà cái gì cũng có")]
    [InlineData("Bộ Lao động, bo lao dong")]
    [InlineData("Nam Kỳ khởi nghĩa, xứ Bắc Kỳ")]
    [InlineData("Mọi người mới đến")]
    [InlineData("Bé đẻ non, be de thuong")]
    [InlineData("Quá trình biến thái của bướm")]
    [InlineData("Tàu Khuê, khua chiêng gõ mõ")]
    [InlineData("Bắt tay vay vốn ngân hàng mua nhà")]
    [InlineData("Chung cư có chứng chỉ, cc, 150cc")]
    [InlineData("Niger là một nước châu Phi")]
    [InlineData("Duma Quốc gia Nga")]
    [InlineData("Dick Cheney, Moby Dick, Pussy Riot")]
    [InlineData("Peacock, cockpit, Scunthorpe, Sussex, class, assess, shiitake")]
    [InlineData("Nick Cave hát ở Sơn Đoòng, a famous cave")]
    [InlineData("Nguyễn Thị Bích, Trần Văn Lợn, Đặng Dũng, Lò Văn Đích")]
    [InlineData("Ok, hay quá, like, goal!")]
    public void What_looks_alike_is_left_alone(string text) =>
        Assert.Equal([], Hits(text).Select(hit => $"{hit.Term} in {text[hit.Start..hit.End]}"));

    private static IEnumerable<string> Strong(string text) => Hits(text).Where(hit => !hit.Weak).Select(hit => hit.Term);

    private static List<TermHit> Hits(string text)
    {
        var hits = new List<TermHit>();
        Matcher.Find(MatchingText.Of(text), CommentField.Content, hits);
        return hits;
    }
}
