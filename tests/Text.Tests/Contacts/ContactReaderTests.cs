using CsCheck;
using Moderation.Text.Contacts;
using Xunit;

namespace Moderation.Text.Tests.Contacts;

public class ContactReaderTests
{
    [Theory]
    [InlineData("0987–654–321")]
    [InlineData("0987—654—321")]
    [InlineData("0987−654−321")]
    [InlineData("0987‑654‐321")]
    [InlineData("0987,654,321")]
    [InlineData("0987.654,321")]
    [InlineData("0987\n654\n321")]
    [InlineData("0987\r\n654\u2028321")]
    [InlineData("0987 · 654 • 321")]
    [InlineData("0987:654;321")]
    [InlineData("0987~654=321")]
    [InlineData("0987🔥654🔥321")]
    [InlineData("0987👨\u200D👩\u200D👧\u200D👦👨\u200D👩\u200D👧\u200D👦654 ............................. 321")]
    [InlineData("0987ー654ｰ321")]
    [InlineData("0987一654ㅡ321")]
    [InlineData("0987ˑ654ʼ321")]
    [InlineData("0987ꞏ654ᐧ321")]
    [InlineData("09|2345678")]
    [InlineData("09ǀ2345678")]
    [InlineData("09876543ZI")]
    [InlineData("0987654З21")]
    [InlineData("0987б54321")]
    [InlineData("098765A321")]
    [InlineData("l900 1234")]
    [InlineData("09oo ooo o33")]
    [InlineData("09OO.OOO.O33")]
    [InlineData("098 oll 76oo")]
    [InlineData("0️⃣9️⃣8️⃣7️⃣6️⃣5️⃣4️⃣3️⃣2️⃣1️⃣")]
    [InlineData("⓪⑨⑧⑦⑥⑤④③②①")]
    [InlineData("0̶9̶8̶7̶6̶5̶4̶3̶2̶1̶")]
    [InlineData("٠٩٨٧٦٥٤٣٢١")]
    [InlineData("О98765432l")]
    [InlineData("098765432О")]
    [InlineData("09876S4321")]
    [InlineData("09876b4321")]
    [InlineData("0 9 8 7 6 5 4 3 2 1")]
    [InlineData("0-9-8-7-6-5-4-3-2-1")]
    [InlineData("09.87.65.43.21")]
    [InlineData("09/87/65/43/21")]
    [InlineData("09 87-65.43,21")]
    [InlineData("(098) 765-4321")]
    [InlineData("098\u200B7654\u2060321")]
    [InlineData("+84–987–654–321")]
    [InlineData("+ 84 987 654 321")]
    [InlineData("(+84) 98 7654321")]
    [InlineData("0084 987 654 321")]
    [InlineData("84987654321")]
    [InlineData("024–3825–1234")]
    [InlineData("1900 1234")]
    [InlineData("1900.123.456")]
    [InlineData("1800–6789")]
    [InlineData("19001234")]
    public void A_number_is_found_whole_whatever_stands_between_its_digits(string number)
    {
        Assert.Equal([(ContactKind.Phone, number)], Found($"xin gọi {number} nhé"));
        Assert.Equal([(ContactKind.Phone, number)], Found(number));
        Assert.Empty(ContactReader.Find(Masked($"xin gọi {number} nhé")));
    }

    [Theory]
    [InlineData("Zalo0987654321", "0987654321")]
    [InlineData("zalo:0987654321ngay", "0987654321")]
    [InlineData("0987654321zalo", "0987654321")]
    [InlineData("sđt0987–654–321", "0987–654–321")]
    [InlineData("Alo0987654321nhé", "0987654321")]
    [InlineData("1.0987654321", "0987654321")]
    [InlineData("24/7-0987654321", "0987654321")]
    [InlineData("24/7:098-765-4321", "098-765-4321")]
    [InlineData("1.098.765.4321", "098.765.4321")]
    [InlineData("Zalo 987 654 321", "987 654 321")]
    [InlineData("tổng đài 1900 1945", "1900 1945")]
    [InlineData("tổng đài 8088", "8088")]
    [InlineData("soạn tin DK gửi 8785", "8785")]
    [InlineData("soan SF4 gui 9115(0d)", "9115")]
    [InlineData("hotline18001091", "18001091")]
    [InlineData("hotline: 0666.176.031 nhé", "0666.176.031")]
    public void A_number_is_found_beside_the_words_that_go_with_it(string text, string number) =>
        Assert.Equal([(ContactKind.Phone, number)], Found(text));

    [Theory]
    [InlineData("a.b @ gmail.com")]
    [InlineData("a.b@ gmail.com")]
    [InlineData("a . b @ gmail . com")]
    [InlineData("a.b(at)gmail.com")]
    [InlineData("a.b [at] gmail [dot] com")]
    [InlineData("a.b[@]gmail.com")]
    [InlineData("a.b @\n\tgmail\n.com")]
    [InlineData("a.b@gmail,com")]
    [InlineData("a.b＠gmail．com")]
    [InlineData("a.b@gmаil.com")]
    [InlineData("a_b@mail.bao.com.vn")]
    [InlineData("a.b a còng gmail chấm com")]
    [InlineData("a.b@gmail")]
    public void An_address_is_found_whole(string address)
    {
        Assert.Equal([(ContactKind.Email, address)], Found($"viết cho {address}, cảm ơn"));
        Assert.Empty(ContactReader.Find(Masked($"viết cho {address}, cảm ơn")));
    }

    [Theory]
    [InlineData("lua-dao[.]xyz")]
    [InlineData("lua-dao (.) xyz/vay")]
    [InlineData("lua-dao chấm com")]
    [InlineData("lua-dao . xyz")]
    [InlineData("hxxps://lua-dao.xyz/a")]
    public void A_link_is_found_however_its_dot_is_written(string link) =>
        Assert.Equal([(ContactKind.Link, link)], Found($"vào {link} ngay"));

    [Theory]
    [InlineData("STK19031234567 VCB", "19031234567")]
    [InlineData("tài khoản 1903–1234–567", "1903–1234–567")]
    [InlineData("19031234567 Techcombank", "19031234567")]
    public void An_account_is_found_beside_its_bank(string text, string number) =>
        Assert.Equal([(ContactKind.BankAccount, number)], Found(text));

    [Theory]
    [InlineData("Thắng 3-0, 5-0, 7-1, 2-1, 1-0, 4-4 thì vô địch")]
    [InlineData("Thua 0-3, 2-1, 1-1, 2-2, 3-0 rồi")]
    [InlineData("kết quả 0–3; 2–1; 1–1; 2–2; 3–0")]
    [InlineData("Thua 0-3, mùa 2024-2025")]
    [InlineData("giai đoạn 1900-1945, 1800 – 1900 và 1954–1975")]
    [InlineData("Ngày 05-09-2024 10 giờ, 05/09/2024, 12.05.2024 08:30")]
    [InlineData("từ 08:30 15/10/24 đến 07:30 - 08:30, 12")]
    [InlineData("giá 84,500,000,000 đồng, 84 500 000 000 đồng, 912 345 678 đồng, 1.234.567.890")]
    [InlineData("tăng 0,5 - 0,75 - 1,25 - 0,912 và 0.75 0.80 0.912%")]
    [InlineData("World Cup 1998, 2002, 2006, 2010; 54 dân tộc, 63 tỉnh")]
    [InlineData("gọi 113, 114, 115 hoặc 111")]
    [InlineData("chuyển khoản không tròn 000.000, tôi gửi 1000 lời cảm ơn, mừng 2025")]
    [InlineData("ooo 10 ooo 20 ooo 30 oooo")]
    [InlineData("09 ooo ơi, ll 12 ooo 3")]
    [InlineData("không.Com ơi, look at me, tốt . Top đầu")]
    [InlineData("4+6+8=18 (8); 7+5+12=24 (4); 3+4+5=12 (2), 184 + 6 + 5 + 9 = 24 + 65 + 10")]
    [InlineData("nhanh . Shop phục vụ tốt, giao chậm shop ơi, co tai . Co nghe")]
    [InlineData("bản 1gb, 2gb, 4gb, 8gb, 16gb, hạng A|B|C, 5|3|2")]
    [InlineData("được 9.5/10 điểm, 4-3-3, 4-2-3-1, 3-5-2")]
    [InlineData("biển số 29A-123.45, CMND 001 hay CCCD")]
    public void Scores_prices_years_and_times_are_no_contacts(string text) => Assert.Equal([], Found(text));

    [Fact]
    public void After_masking_nothing_is_left_to_be_found() =>
        Messages.Sample(
            text =>
            {
                var masked = Masked(text);
                return ContactReader.Find(masked).Count == 0 && ContactReader.Find(PublicText.Clean(masked)).Count == 0;
            },
            iter: 20_000
        );

    [Fact]
    public void A_number_written_around_another_contact_is_masked_with_it() =>
        Assert.Empty(ContactReader.Find(Masked("098a@gmail.com7 098 (t.me/x) 7654 - 321")));

    [Fact]
    public void A_number_with_any_signs_between_its_groups_is_found() =>
        (
            from digits in Gen.Char['0', '9'].Array[8]
            from second in OneOf('3', '5', '7', '8', '9')
            from sizes in OneOf<int[]>([4, 3, 3], [3, 3, 4], [4, 6], [3, 4, 3], [5, 5], [10])
            from signs in Separators.Array[3]
            select Join(["0" + second + new string(digits)], sizes, signs)
        ).Sample(number => Found($"Gọi {number} nhé").SequenceEqual([(ContactKind.Phone, number)]), iter: 20_000);

    [Theory]
    [InlineData("0 ")]
    [InlineData("09-")]
    [InlineData("0912345678 ")]
    [InlineData("a@")]
    [InlineData("a . b ")]
    [InlineData("a.")]
    [InlineData("!")]
    [InlineData("(at)")]
    [InlineData("1903123 ")]
    public void Time_is_linear_in_the_length(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 400_000 / part.Length));
        ContactReader.Find(text[..10_000]);
        // Quadratic work on this length takes minutes.
        Assert.InRange(Fastest.Of(() => ContactReader.Find(text)).TotalSeconds, 0, 8);
    }

    private static readonly Gen<string> Separators = OneOf(
        " ", "-", "–", "—", "−", ".", ",", "·", "\n", "\r\n", " - ", "/", "_", "\u00A0", "\u2009", "…", "*", "🔥", "~"
    );

    private static readonly Gen<string> Messages = Gen.OneOf(
            OneOf(
                "0987654321", "0912", "345", "678", "09", "1", "0", "84", "+84", "1900", "1234", "o", "l", "a.b", "@", "gmail",
                "com", "vn", "Zalo", "STK", "VCB", "t.me/x", "https://a.vn", "x", "năm", "(at)", "chấm", "•••", "đồng"
            ),
            Separators
        )
        .Array[0, 16]
        .Select(string.Concat);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string Join(string[] number, int[] sizes, string[] signs)
    {
        var (text, at) = (new System.Text.StringBuilder(), 0);
        for (var i = 0; i < sizes.Length; at += sizes[i++])
            text.Append(i == 0 ? "" : signs[i - 1]).Append(number[0].AsSpan(at, sizes[i]));
        return text.ToString();
    }

    private static IEnumerable<(ContactKind Kind, string Stretch)> Found(string text) =>
        ContactReader.Find(text).Select(contact => (contact.Kind, text[contact.Start..contact.End]));

    private static string Masked(string text)
    {
        foreach (var contact in ContactReader.Find(text).Reverse())
            text = text[..contact.Start] + ContactReader.Mask + text[contact.End..];
        return text;
    }
}
