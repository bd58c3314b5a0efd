using System.Xml;

namespace Moderation.Intake.Archives;

/// <summary>What WordPress exports (WXR): posts, which are articles, each with its comments.</summary>
internal static class WordPressArchive
{
    public static IEnumerable<ArchiveEntry> Read(Stream archive)
    {
        using var reader = XmlFields.Open(archive);
        reader.MoveToContent();
        if (reader.LocalName != "rss")
            throw new BrokenArchiveException($"It begins with <{reader.LocalName}>, and an export of WordPress with <rss>.");
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "item", IsEmptyElement: false })
                foreach (var entry in CommentsOf(reader))
                    yield return entry;
        }
    }

    private static IEnumerable<ArchiveEntry> CommentsOf(XmlReader reader)
    {
        var depth = reader.Depth;
        string? id = null, headline = null, url = null;
        reader.Read();
        while (!reader.EOF && reader.Depth > depth)
        {
            var isElement = reader.NodeType == XmlNodeType.Element && reader.Depth == depth + 1;
            if (isElement && reader.LocalName == "post_id")
                id = XmlFields.Text(reader)?.Trim();
            else if (isElement && reader.LocalName == "title")
                headline = HtmlText.Line(XmlFields.Text(reader));
            else if (isElement && reader.LocalName == "link")
                url = XmlFields.Text(reader)?.Trim();
            else if (isElement && reader.LocalName == "comment")
            {
                var line = XmlFields.LineOf(reader);
                var fields = XmlFields.Read(
                    reader,
                    "comment_id",
                    "comment_author",
                    "comment_date_gmt",
                    "comment_content",
                    "comment_approved",
                    "comment_type",
                    "comment_parent"
                );
                reader.Read();
                yield return EntryOf(line, fields, id, headline, url);
            }
            else if (isElement)
                reader.Skip();
            else
                reader.Read();
        }
    }

    private static ArchiveEntry EntryOf(
        long line,
        Dictionary<string, string?> fields,
        string? articleId,
        string? headline,
        string? url
    )
    {
        if (Field("comment_type") is not ("" or "comment") || Field("comment_approved") is "trash" or "post-trashed")
            return new ArchiveEntry.LeftOut(line);
        if (fields.TryGetValue("comment_content", out var content) && content is null)
            return new ArchiveEntry.Broken(line, "Its content is longer than any comment.");
        var (status, reason) = Field("comment_approved") switch
        {
            "1" => (ArchivedStatus.Approved, null),
            "0" => (ArchivedStatus.Pending, null),
            "spam" => (ArchivedStatus.Rejected, "spam"),
            _ => (ArchivedStatus.Unknown, (string?)null),
        };
        return new ArchiveEntry.Found(
            line,
            new ArchivedComment
            {
                Id = Field("comment_id"),
                ArticleId = articleId,
                Headline = headline,
                Url = string.IsNullOrEmpty(url) ? null : url,
                ParentId = Field("comment_parent") is "" or "0" ? null : Field("comment_parent"),
                SubmittedAt = Field("comment_date_gmt"),
                Name = HtmlText.Line(Field("comment_author")) ?? HtmlText.Nameless,
                Content = HtmlText.Of(content ?? "", keepsLines: true),
                Status = status,
                Reason = reason,
            }
        );

        string Field(string name) => fields.GetValueOrDefault(name)?.Trim() ?? "";
    }
}
