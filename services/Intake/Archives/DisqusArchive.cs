using System.Xml;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Archives;

/// <summary>
/// What Disqus exports: threads, which are articles, then posts. What is not said to be approved there is not known to be: posts
/// that wait look the same. Memory grows with the articles alone.
/// </summary>
internal static class DisqusArchive
{
    public static IEnumerable<ArchiveEntry> Read(Stream archive)
    {
        using var reader = XmlFields.Open(archive);
        var articles = new Dictionary<string, Article>(StringComparer.Ordinal);
        reader.MoveToContent();
        if (reader.LocalName != "disqus")
            throw new BrokenArchiveException($"It begins with <{reader.LocalName}>, and an export of Disqus with <disqus>.");
        while (reader.Read())
        {
            if (reader is not { NodeType: XmlNodeType.Element, Depth: 1, LocalName: "thread" or "post" })
                continue;
            var (line, id) = (XmlFields.LineOf(reader), XmlFields.AttributeOf(reader, "id"));
            if (reader.LocalName == "thread")
                Add(articles, id, XmlFields.Read(reader, "id", "link", "title"));
            else
                yield return EntryOf(
                    line,
                    id,
                    articles,
                    XmlFields.Read(
                        reader,
                        "message",
                        "createdAt",
                        "isDeleted",
                        "isSpam",
                        "isApproved",
                        "author/name",
                        "thread@id",
                        "parent@id"
                    )
                );
        }
    }

    private static void Add(Dictionary<string, Article> articles, string? id, Dictionary<string, string?> fields)
    {
        if (id is null)
            return;
        // The id that the site gave it, where it can be an article's.
        var own = fields.GetValueOrDefault("id") ?? "";
        articles[id] = new(
            ArticleId.IsValid(own) ? own : $"disqus-{id}",
            HtmlText.Line(fields.GetValueOrDefault("title")),
            fields.GetValueOrDefault("link")?.Trim()
        );
    }

    private static ArchiveEntry EntryOf(
        long line,
        string? id,
        Dictionary<string, Article> articles,
        Dictionary<string, string?> fields
    )
    {
        if (Is("isDeleted"))
            return new ArchiveEntry.LeftOut(line);
        if (articles.GetValueOrDefault(fields.GetValueOrDefault("thread@id") ?? "") is not { } article)
            return new ArchiveEntry.Broken(line, "Its thread does not stand before it in the file.");
        if (fields.TryGetValue("message", out var message) && message is null)
            return new ArchiveEntry.Broken(line, "Its message is longer than any comment.");
        return new ArchiveEntry.Found(
            line,
            new ArchivedComment
            {
                Id = id,
                ArticleId = article.Id,
                Headline = article.Headline,
                Url = article.Url,
                ParentId = fields.GetValueOrDefault("parent@id"),
                SubmittedAt = fields.GetValueOrDefault("createdAt")?.Trim(),
                Name = HtmlText.Line(fields.GetValueOrDefault("author/name")) ?? HtmlText.Nameless,
                Content = HtmlText.Of(fields.GetValueOrDefault("message") ?? "", keepsLines: false),
                Status =
                    Is("isSpam") ? ArchivedStatus.Rejected
                    : Is("isApproved") ? ArchivedStatus.Approved
                    : ArchivedStatus.Unknown,
                Reason = Is("isSpam") ? "spam" : null,
            }
        );

        bool Is(string field) => fields.GetValueOrDefault(field)?.Trim() is "true" or "1";
    }

    private sealed record Article(string Id, string? Headline, string? Url);
}
