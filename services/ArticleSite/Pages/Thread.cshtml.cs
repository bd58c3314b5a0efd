using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Moderation.ArticleSite.Articles;
using Moderation.ArticleSite.Comments;
using Moderation.ArticleSite.Likes;

namespace Moderation.ArticleSite.Pages;

/// <summary>One comment with all its replies, a page at a time: for conversations too long for the article's page.</summary>
public sealed class ThreadModel(Newspaper newspaper, CommentStore comments, ReaderLikes likes, ArticleStates states) : PageModel
{
    public Article Article { get; private set; } = null!;

    public CommentThread Thread { get; private set; } = null!;

    /// <summary>Whether comments are taken.</summary>
    public ArticleState State { get; private set; } = ArticleState.Open;

    /// <param name="id">The article.</param>
    /// <param name="comment">The comment that began the thread.</param>
    /// <param name="sau">Only replies after this one.</param>
    /// <param name="cancellation">The reader went away.</param>
    public async Task<IActionResult> OnGetAsync(string id, Guid comment, Guid? sau, CancellationToken cancellation)
    {
        if (newspaper.Find(id) is not { } article)
            return NotFound();
        if (await comments.ThreadAsync(id, comment, sau, cancellation) is not { } thread)
            return await ReplyAsync(article, comment, cancellation);
        Article = article;
        State = await states.OfAsync(article.Id, cancellation);
        Thread = (await likes.AddToAsync([thread], Request, cancellation))[0];
        return Page();
    }

    /// <summary>A reply is shown in its thread, on the first page of replies or on one that begins with it.</summary>
    private async Task<IActionResult> ReplyAsync(Article article, Guid reply, CancellationToken cancellation)
    {
        if (await comments.FindAsync(article.Id, reply, cancellation) is not { } found)
            return NotFound();
        var thread = await comments.ThreadAsync(article.Id, found.ThreadId, after: null, cancellation);
        var isOnFirstPage = thread?.Replies.Any(r => r.Id == reply) ?? false;
        Response.Headers.Location =
            $"{article.Path}/binh-luan/{found.ThreadId}{(isOnFirstPage ? "" : $"?sau={found.Previous}")}#bl-{reply}";
        return StatusCode(StatusCodes.Status302Found);
    }
}
