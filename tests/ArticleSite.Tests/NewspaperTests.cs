using Moderation.ArticleSite.Articles;
using Moderation.Testing;
using Xunit;

namespace Moderation.ArticleSite.Tests;

public class NewspaperTests
{
    private static readonly Newspaper Paper = Newspaper.Read();

    [Fact]
    public void Every_section_has_an_article() => Assert.All(Section.All, section => Assert.NotEmpty(Paper.Of(section)));

    [Fact]
    public void Every_article_is_whole() => Assert.All(Paper.Articles, article =>
        {
            Assert.Matches("^[a-z0-9-]{1,100}$", article.Id);
            Assert.InRange(article.Parts.Count, 2, 4);
            var words = article.Opening.Concat(article.Parts.SelectMany(p => p.Paragraphs)).Sum(p => p.Split(' ').Length);
            Assert.InRange(words, 300, 600);
            Assert.True(File.Exists(Path.Combine(Parts.ProjectRoot, "services/ArticleSite/wwwroot" + article.Picture.Path)));
        });

    [Fact]
    public void Neighbours_are_the_closest_in_time()
    {
        var middle = Paper.Articles[4];

        Assert.Equal([Paper.Articles[3], Paper.Articles[2]], Paper.Newer(middle, 2));
        Assert.Equal([Paper.Articles[5], Paper.Articles[6]], Paper.Older(middle, 2));
    }

    [Fact]
    public void Times_are_those_of_vietnam()
    {
        var time = new DateTimeOffset(2026, 11, 23, 18, 30, 0, TimeSpan.Zero);

        Assert.Equal("Thứ Ba, 24/11/2026", time.Day());
        Assert.Equal("24/11/2026, 01:30", time.Minute());
        Assert.Equal("2026-11-24T01:30:00+07:00", time.Machine());
        Assert.Equal("1.234", 1234L.Grouped());
    }
}
