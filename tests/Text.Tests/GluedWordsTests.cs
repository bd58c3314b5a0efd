using Xunit;

namespace Moderation.Text.Tests;

public class GluedWordsTests
{
    [Theory]
    [InlineData("ngulắm", "ngu lắm")]
    [InlineData("khôngbiếtgì", "không biết gì")]
    [InlineData("cảnước", "cả nước")]
    [InlineData("đihọcvềnhà", "đi học về nhà")]
    [InlineData("đồngu", "đồ ngu")]
    public void Words_that_were_run_together_are_taken_apart(string word, string syllables) =>
        Assert.Equal(syllables, Split(word));

    [Theory]
    [InlineData("nghiêng")]
    [InlineData("quýt")]
    [InlineData("giếng")]
    [InlineData("thuở")]
    [InlineData("facebook")]
    [InlineData("online")]
    [InlineData("đ")]
    [InlineData("đmm")]
    [InlineData("năm2026")]
    [InlineData("đihọcvềnhàngay")]
    public void Other_words_stay_whole(string word) => Assert.Equal(word, Split(word));

    private static string Split(string word)
    {
        Span<int> ends = stackalloc int[GluedWords.MostSyllables];
        var (parts, start) = (new List<string>(), 0);
        foreach (var end in ends[..GluedWords.Split(word, ends)])
        {
            parts.Add(word[start..end]);
            start = end;
        }

        return string.Join(' ', parts);
    }
}
