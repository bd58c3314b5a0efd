using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Moderation.ArticleSite.Articles;
using Moderation.ArticleSite.Likes;

namespace Moderation.ArticleSite.Pages;

/// <summary>
/// Takes a like, or takes it back, from a form or a script. A form is sent back to where it stood, or told on a page why not.
/// </summary>
public sealed class LikeModel(Newspaper newspaper, ReaderLikes likes) : PageModel
{
    public Article Article { get; private set; } = null!;

    /// <summary>Why it was not counted.</summary>
    public string Words { get; private set; } = "";

    public Guid Comment { get; private set; }

    public IActionResult OnGet(string id, Guid comment) =>
        newspaper.Find(id) is { } article ? LocalRedirect(PathOf(article, comment)) : NotFound();

    /// <param name="id">The article.</param>
    /// <param name="comment">The comment.</param>
    /// <param name="liked">False takes a like back.</param>
    /// <param name="script">A script asks, and is answered with JSON.</param>
    public async Task<IActionResult> OnPostAsync(string id, Guid comment, [FromForm] bool liked, [FromForm] bool script)
    {
        if (newspaper.Find(id) is not { } article)
            return NotFound();
        if (Request.Headers["Sec-Fetch-Site"] == "cross-site" || !ModelState.IsValid)
            return StatusCode(StatusCodes.Status403Forbidden);
        Response.Headers.CacheControl = "no-store";
        switch (await likes.DoAsync(article.Id, comment, liked, HttpContext))
        {
            case LikeAnswer.Counted counted when script:
                return new JsonResult(new { likes = counted.Likes, liked });
            case LikeAnswer.Counted:
                Response.Headers.Location = $"{CameFrom(article) ?? PathOf(article, comment)}#bl-{comment}";
                return StatusCode(StatusCodes.Status303SeeOther);
            case var refused:
                (Article, Comment) = (article, comment);
                var (status, words) = refused as LikeAnswer.Refused ?? LikeAnswer.Refused.Unavailable;
                Words = words;
                Response.StatusCode = status;
                return script ? new JsonResult(new { words }) { StatusCode = status } : Page();
        }
    }

    private static string PathOf(Article article, Guid comment) => $"{article.Path}/binh-luan/{comment}";

    /// <summary>The page of this article on which the form stood; null when the browser does not say.</summary>
    private string? CameFrom(Article article) =>
        Uri.TryCreate(Request.Headers.Referer.ToString(), UriKind.Absolute, out var referer)
        && referer.Authority == Request.Host.Value
        && (referer.AbsolutePath + "/").StartsWith(article.Path + "/", StringComparison.Ordinal)
            ? referer.PathAndQuery
            : null;
}
