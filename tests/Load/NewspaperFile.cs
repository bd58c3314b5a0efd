using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Moderation.Load;

/// <summary>
/// Comments written for the articles of the demo newspaper: <c>newspaper.jsonl</c>, one a line; a line with <c>reply</c> answers
/// the nearest one before it that is no reply.
/// </summary>
internal static class NewspaperFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="count">How many of them from the first on; null is all.</param>
    public static IReadOnlyList<Comment> Read(int? count)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "newspaper.jsonl"));
        var comments = new List<Comment>(lines.Length);
        var (start, startKey) = (0, "");
        foreach (var line in lines.Take(count ?? lines.Length))
        {
            var written = JsonSerializer.Deserialize<Written>(line, Json)!;
            // The answered comment's key is in that of its reply, since its id is in what the reply sends.
            var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((written.Reply ? startKey : "") + line)));
            if (!written.Reply)
                (start, startKey) = (comments.Count, key);
            comments.Add(
                new Comment(
                    written.Article,
                    Articles.Value[written.Article],
                    written.Name,
                    written.Phone,
                    written.Title,
                    written.Content
                )
                {
                    Answers = comments.Count - start,
                    Key = key,
                }
            );
        }

        return comments;
    }

    /// <summary>The newspaper's own files, by the article's id.</summary>
    private static readonly Lazy<IReadOnlyDictionary<string, Headline>> Articles = new(() =>
        Directory
            .GetFiles(Path.Combine(AppContext.BaseDirectory, "articles"))
            .Select(path => JsonSerializer.Deserialize<Published>(File.ReadAllText(path), Json)!)
            .ToDictionary(
                article => article.Id,
                article => new Headline(article.Headline, article.Lead, article.Section, "bai-viet/" + article.Id),
                StringComparer.Ordinal
            )
    );

    private sealed record Written(string Article, string Name, string? Phone, string Title, string Content, bool Reply);

    private sealed record Published(string Id, string Section, string Headline, string Lead);
}
