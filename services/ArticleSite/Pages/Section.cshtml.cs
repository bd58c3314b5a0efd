using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Moderation.ArticleSite.Articles;
using Moderation.ArticleSite.Comments;

namespace Moderation.ArticleSite.Pages;

/// <summary>The articles of one section, newest first.</summary>
public sealed class SectionModel(Newspaper newspaper, CommentStore comments) : PageModel
{
    public Section Section { get; private set; } = Section.All[0];

    public IReadOnlyList<Story> Stories { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        if (Section.All.FirstOrDefault(s => s.Slug == slug) is not { } section)
            return NotFound();
        Section = section;
        var articles = newspaper.Of(section).ToList();
        Stories = Story.Of(articles, await comments.CountsAsync(articles.Select(a => a.Id), cancellation));
        return Page();
    }
}
