using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Moderation.Publisher.Feeds;
using Moderation.Publisher.Publications;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Fragments;

/// <summary>
/// A page of comments as plain HTML without a document around it, for sites that include it on their side: every text encoded, no
/// scripts and styles, each comment marked up as schema.org's Comment, with its replies as comments on it.
/// </summary>
internal sealed class CommentFragment(
    FragmentWords words,
    int levels,
    FragmentsOptions options,
    FeedsOptions feeds,
    string articleId
)
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Vietnam has one time, and no summer time.</summary>
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    private readonly StringBuilder _html = new();
    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(words.Culture);

    /// <param name="page">What readers see.</param>
    /// <param name="count">Of all comments under the article.</param>
    /// <returns>UTF-8.</returns>
    public byte[] Write(ThreadPage page, int count)
    {
        Add($"""<section class="comments" lang="{words.Code}"><h2>{words.Heading} ({count.ToString("N0", _culture)})</h2>""");
        if (page.Comments.Count == 0)
            Add($"<p>{words.None}</p>");
        else
        {
            Add("<ol>");
            foreach (var thread in page.Comments)
            {
                Add("<li>");
                Add(thread, isReply: false, isAnswered: thread.Replies is { Count: > 0 });
                AddReplies(thread);
                Add("</li>");
            }
            Add("</ol>");
        }
        if (page.Next is not null)
            Add($"<p>{words.More}</p>");
        Add("</section>");
        return Encoding.UTF8.GetBytes(_html.ToString());
    }

    private void AddReplies(PublishedComment thread)
    {
        if (thread.Replies is not { Count: > 0 } replies)
            return;
        AddNested(thread, ThreadLevels.Nest(replies, reply => reply.Id, reply => reply.ParentId, levels));
        if (thread.NextReplies is not null)
            Add($"<p>{words.MoreReplies}</p>");
    }

    private void AddNested(PublishedComment answered, IReadOnlyList<NestedReply<PublishedComment>> replies)
    {
        if (replies.Count == 0)
            return;
        Add($"""<ol id="replies-{answered.Id}" aria-label="{Html.Encode($"{words.RepliesTo} {answered.Name}")}">""");
        foreach (var (reply, beneath) in replies)
        {
            Add("<li>");
            Add(reply, isReply: true, isAnswered: beneath.Count > 0);
            AddNested(reply, beneath);
            Add("</li>");
        }
        Add("</ol>");
    }

    /// <summary>Its replies stand behind it in the document, so it names the list that holds them.</summary>
    private void Add(PublishedComment comment, bool isReply, bool isAnswered)
    {
        var sent = comment.SubmittedAt.ToOffset(Offset);
        var (machine, people) = (Written(sent, "yyyy-MM-ddTHH:mm:sszzz"), Written(sent, "dd/MM/yyyy, HH:mm"));
        Add($"""<article id="comment-{comment.Id}"{(isReply ? " itemprop=\"comment\"" : "")} itemscope""");
        Add($""" itemtype="https://schema.org/Comment"{(isAnswered ? $" itemref=\"replies-{comment.Id}\"" : "")}>""");
        if (feeds.UrlOf(articleId, comment.Id) is { } url)
            Add($"""<link itemprop="url" href="{Html.Encode(url.AbsoluteUri)}">""");
        var kind = comment.Badge == PublicBadges.Newsroom ? "Organization" : "Person";
        Add($"""<p><span itemprop="author" itemscope itemtype="https://schema.org/{kind}"><bdi itemprop="name">""");
        Add($"{Html.Encode(comment.Name)}</bdi></span> ");
        if (comment.Badge is { } badge)
            Add($"""<strong class="badge">{words.Badges[badge]}</strong> """);
        if (comment.Featured)
            Add($"""<strong class="featured">{words.Featured}</strong> """);
        Add($"""<time datetime="{machine}" itemprop="datePublished">{people}</time>""");
        if (comment.Edited)
            Add($" <small>{words.Edited}</small>");
        Add("</p>");
        if (comment.Title.Length > 0)
            Add($"""<h3 itemprop="name" dir="auto">{Html.Encode(comment.Title)}</h3>""");
        // Line breaks are encoded too.
        var content = Html.Encode(comment.Content).Replace("&#xA;", "<br>", StringComparison.Ordinal);
        Add($"""<p itemprop="text" dir="auto">{content}</p>""");
        if (comment.Likes > 0)
        {
            Add($"""<p><data itemprop="upvoteCount" value="{comment.Likes}">{comment.Likes.ToString("N0", _culture)}</data>""");
            Add($" {words.Likes}</p>");
        }
        if (options.ReportUrlOf(articleId, comment.Id, words.Code) is { } report)
            Add(
                $"""<p><a href="{Html.Encode(report)}" rel="nofollow" aria-label="{Html.Encode(Of(comment.Name))}">"""
                    + $"{words.Report}</a></p>"
            );
        Add("</article>");
    }

    private string Of(string name) => string.Format(_culture, words.ReportOf, name);

    private static string Written(DateTimeOffset moment, string format) =>
        moment.ToString(format, CultureInfo.InvariantCulture);

    private void Add(string html) => _html.Append(html);
}
