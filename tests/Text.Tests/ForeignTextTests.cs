using Xunit;

namespace Moderation.Text.Tests;

public class ForeignTextTests
{
    [Theory]
    [InlineData("Your mayor should be ashamed of what he did to these poor people.")]
    [InlineData("this is the worst article i have ever read")]
    [InlineData("GO BACK TO WHERE YOU CAME FROM")]
    [InlineData("They should all be shot, every last one of them")]
    [InlineData("y0u are such an idiot, nobody wants you here")]
    [InlineData("Ces gens sont des voleurs, il faut les chasser du pays")]
    [InlineData("Diese Leute sind eine Schande und sollten nicht mehr schreiben")]
    [InlineData("El alcalde es un ladrón y no merece estar en el cargo por más tiempo")]
    [InlineData("Walikota itu pencuri dan tidak pantas dipilih untuk jabatan ini")]
    [InlineData("Мэр должен уйти в отставку")]
    [InlineData("市长应该辞职")]
    [InlineData("市長は辞任すべきだ")]
    [InlineData("시장은 사퇴해야 한다")]
    [InlineData("นายกเทศมนตรีควรลาออก")]
    [InlineData("يجب على رئيس البلدية أن يستقيل")]
    [InlineData("ನಗರಾಧ್ಯಕ್ಷರು ರಾಜೀನಾಮೆ ನೀಡಬೇಕು")]
    [InlineData("Ο δήμαρχος πρέπει να παραιτηθεί")]
    [InlineData("Քաղաքապետը պետք է հրաժարական տա")]
    public void A_text_in_another_language_is_foreign(string text) => Assert.True(ForeignText.Is(text));

    [Theory]
    [InlineData("Ông thị trưởng nên say sorry với bà con đi.")]
    [InlineData("ong thi truong nen xin loi ba con di")]
    [InlineData("ko bik nói j hơn, đỉnh vcl")]
    [InlineData("Mua iPhone 17 Pro Max ở Apple Store hay Thế Giới Di Động rẻ hơn vậy mọi người?")]
    [InlineData("Manchester United gặp Real Madrid, Chelsea gặp Bayern Munich, hay quá")]
    [InlineData("Manchester United - Real Madrid 2-1")]
    [InlineData("Đội hình: Courtois, Carvajal, Militao, Rudiger, Mendy, Modric, Kroos, Vinicius")]
    [InlineData("The Face Việt Nam năm nay hết hay rồi")]
    [InlineData("Like mạnh cho bài viết")]
    [InlineData("up up up")]
    [InlineData("ok")]
    [InlineData("good job")]
    [InlineData("https://www.example.com/the-best-article-that-you-have-ever-read")]
    [InlineData("Chung tay di nao anh em oi, com on nha")]
    [InlineData("Tôi dịch câu \"to be or not to be\" là tồn tại hay không tồn tại, đó mới là câu hỏi của mọi thời đại")]
    [InlineData("đ m nó")]
    [InlineData("vl thật sự luôn á trời, cười xỉu")]
    [InlineData("😂😂😂 123")]
    [InlineData("")]
    [InlineData("\uFFFD\u0301\u0301")]
    public void A_Vietnamese_one_is_not_and_what_is_too_short_to_tell_is_not(string text) => Assert.False(ForeignText.Is(text));
}
