using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Moderation.ArticleSite.Articles;
using Moderation.ArticleSite.Comments;

namespace Moderation.ArticleSite.Pages;

/// <summary>An article with the comments as any site may have them: one script and one element of Intake's.</summary>
public sealed class EmbedModel(Newspaper newspaper, SiteOptions site) : PageModel
{
    public Article Article { get; private set; } = null!;

    /// <summary>Where the script is.</summary>
    public Uri Script { get; private set; } = null!;

    /// <summary>Null when the embed goes by the page's own language.</summary>
    public string? Language { get; private set; }

    /// <param name="id">The article.</param>
    /// <param name="lang"><c>en</c> for the embed in English.</param>
    public IActionResult OnGet(string id, string? lang)
    {
        if (newspaper.Find(id) is not { } article || site is not { IntakeUrl: { } intake, PublisherUrl: { } publisher })
            return NotFound();
        (Article, Script, Language) = (article, new Uri(intake, "/embed.js"), lang == "en" ? lang : null);
        var (scripts, comments) = (Origin(intake), Origin(publisher));
        Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' {scripts}; style-src 'self'; img-src 'self' {scripts}; "
            + $"connect-src {scripts} {comments}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        return Page();
    }

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
