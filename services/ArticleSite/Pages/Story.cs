using Moderation.ArticleSite.Articles;

namespace Moderation.ArticleSite.Pages;

/// <summary>An article as the front page and the section pages announce it.</summary>
/// <param name="Article">The article.</param>
/// <param name="Comments">How many comments it shows.</param>
public sealed record Story(Article Article, long Comments)
{
    /// <summary>Adds the counts of comments.</summary>
    public static IReadOnlyList<Story> Of(IEnumerable<Article> articles, IReadOnlyDictionary<string, long> comments) =>
        [.. articles.Select(a => new Story(a, comments.GetValueOrDefault(a.Id)))];
}
