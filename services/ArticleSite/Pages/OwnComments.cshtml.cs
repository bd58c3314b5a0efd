using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Moderation.ArticleSite.Articles;
using Moderation.ArticleSite.Comments;

namespace Moderation.ArticleSite.Pages;

/// <summary>
/// The comments that were sent from this browser, of which it alone keeps a list; the site says of each what became of it. The
/// tracking link is a secret, so it comes in a body and is kept nowhere.
/// </summary>
public sealed partial class OwnCommentsModel(Newspaper newspaper, SentComments sent) : PageModel
{
    public void OnGet() { }

    /// <param name="article">The article's id.</param>
    /// <param name="comment">The comment.</param>
    /// <param name="url">Its tracking link, of which the last part is asked for.</param>
    /// <param name="cancellation">The reader went away.</param>
    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? article,
        [FromForm] Guid comment,
        [FromForm] string? url,
        CancellationToken cancellation
    )
    {
        if (Request.Headers["Sec-Fetch-Site"] == "cross-site")
            return StatusCode(StatusCodes.Status403Forbidden);
        if (
            !ModelState.IsValid
            || !Uri.TryCreate(url, UriKind.Absolute, out var tracking)
            || !Token().IsMatch(tracking.Segments[^1])
        )
            return BadRequest();
        if (article is null || newspaper.Find(article) is not { } found)
            return NotFound();
        Response.Headers.CacheControl = "no-store";
        var state = await sent.KnownStateAsync(found, new SentComment(comment, tracking), cancellation);
        return new JsonResult(new { words = state?.Words() ?? "Chưa hỏi được trạng thái, bạn hãy tải lại trang sau ít phút." });
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{16,64}$", RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
