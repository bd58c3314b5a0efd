using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Moderation.ArticleSite.Articles;
using Moderation.ArticleSite.Comments;

namespace Moderation.ArticleSite.Pages;

/// <summary>One comment with all its replies, a page at a time: for conversations too long for the article's page.</summary>
public sealed class ThreadModel(Newspaper newspaper, CommentStore comments) : PageModel
{
    public Article Article { get; private set; } = null!;

    public CommentThread Thread { get; private set; } = null!;

    /// <param name="id">The article.</param>
    /// <param name="comment">The comment that began the thread.</param>
    /// <param name="sau">Only replies after this one.</param>
    /// <param name="cancellation">The reader went away.</param>
    public async Task<IActionResult> OnGetAsync(string id, Guid comment, Guid? sau, CancellationToken cancellation)
    {
        if (newspaper.Find(id) is not { } article || await comments.ThreadAsync(id, comment, sau, cancellation) is not { } thread)
            return NotFound();
        Article = article;
        Thread = thread;
        return Page();
    }
}
