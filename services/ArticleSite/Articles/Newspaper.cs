using System.Text.Json;

namespace Moderation.ArticleSite.Articles;

/// <summary>All articles, newest first. They are part of the program: read once, at the start.</summary>
public sealed class Newspaper
{
    public const string Name = "Nhật báo Vĩnh Hòa";

    private const string Folder = ".Articles.";

    private Newspaper(IEnumerable<Article> articles) => Articles = [.. articles.OrderByDescending(a => a.PublishedAt)];

    public IReadOnlyList<Article> Articles { get; }

    /// <exception cref="JsonException">An article's file is malformed.</exception>
    /// <exception cref="InvalidOperationException">An article names a section that does not exist.</exception>
    public static Newspaper Read()
    {
        var assembly = typeof(Newspaper).Assembly;
        var newspaper = new Newspaper(
            assembly
                .GetManifestResourceNames()
                .Where(name => name.Contains(Folder, StringComparison.Ordinal))
                .Select(name =>
                {
                    using var file = assembly.GetManifestResourceStream(name)!;
                    return JsonSerializer.Deserialize<Article>(file, JsonSerializerOptions.Web)!;
                })
        );
        var homeless = newspaper.Articles.FirstOrDefault(a => Section.All.All(s => s.Name != a.Section));
        return homeless is null
            ? newspaper
            : throw new InvalidOperationException($"{homeless.Id} names the section {homeless.Section}, which does not exist.");
    }

    public Article? Find(string id) => Articles.FirstOrDefault(a => a.Id == id);

    public IEnumerable<Article> Of(Section section) => Articles.Where(a => a.Section == section.Name);

    /// <summary>The next newer articles, the closest first.</summary>
    public IEnumerable<Article> Newer(Article article, int count) =>
        Articles.Where(a => a.PublishedAt > article.PublishedAt).Reverse().Take(count);

    /// <summary>The next older articles, the closest first.</summary>
    public IEnumerable<Article> Older(Article article, int count) =>
        Articles.Where(a => a.PublishedAt < article.PublishedAt).Take(count);
}
