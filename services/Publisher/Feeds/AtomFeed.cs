using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Moderation.Publisher.Publications;

namespace Moderation.Publisher.Feeds;

/// <summary>Approved comments as an Atom feed (RFC 4287). All texts are plain: nothing in them is markup to a reader.</summary>
public static class AtomFeed
{
    public const string ContentType = "application/atom+xml; charset=utf-8";

    /// <param name="self">Where the feed is read, which names it too.</param>
    /// <param name="title">Of the feed.</param>
    /// <param name="entries">The last approved first.</param>
    /// <param name="options">Say where the site shows them.</param>
    public static byte[] Write(Uri self, string title, IReadOnlyList<FeedEntry> entries, FeedsOptions options)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(options);
        var feed = new SyndicationFeed(entries.Select(entry => ItemOf(entry, options)))
        {
            Id = self.ToString(),
            Title = Plain(title),
            Language = "vi",
            // Without entries there is no moment that would stay the same from one reading to the next but the first of all.
            LastUpdatedTime = entries.Count > 0 ? entries[0].ApprovedAt : DateTimeOffset.UnixEpoch,
        };
        feed.Links.Add(SyndicationLink.CreateSelfLink(self, "application/atom+xml"));
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
            new Atom10FeedFormatter(feed).WriteTo(writer);
        return stream.ToArray();
    }

    private static SyndicationItem ItemOf(FeedEntry entry, FeedsOptions options)
    {
        var item = new SyndicationItem
        {
            Id = $"urn:uuid:{entry.Id}",
            // An entry must have a title, and a reply need not.
            Title = Plain(entry.Title.Length > 0 ? entry.Title : entry.Name),
            Content = Plain(entry.Content),
            PublishDate = entry.SubmittedAt,
            LastUpdatedTime = entry.ApprovedAt,
        };
        item.Authors.Add(new SyndicationPerson { Name = Writable(entry.Name) });
        if (entry.Featured)
            item.Categories.Add(new SyndicationCategory("featured") { Label = "Nổi bật" });
        if (entry.Badge is { } badge)
            item.Categories.Add(new SyndicationCategory(badge) { Label = PublicBadges.Vietnamese[badge] });
        if (options.UrlOf(entry.ArticleId, entry.Id) is { } url)
            item.Links.Add(SyndicationLink.CreateAlternateLink(url));
        return item;
    }

    private static TextSyndicationContent Plain(string text) => new(Writable(text), TextSyndicationContentKind.Plaintext);

    /// <summary>XML 1.0 cannot say every character, not even escaped.</summary>
    private static string Writable(string text)
    {
        if (text.All(XmlConvert.IsXmlChar))
            return text;
        var writable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            writable.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune);
        return writable.ToString();
    }
}
