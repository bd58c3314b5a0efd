using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Moderation.ArticleSite.Likes;

namespace Moderation.ArticleSite.Pages;

/// <summary>Takes back all that was liked from this browser, and the pass by which it was known.</summary>
public sealed class EraseLikesModel(PublisherClient publisher) : PageModel
{
    /// <summary>What became of it; null until it was asked for.</summary>
    public string? Words { get; private set; }

    /// <summary>The browser has a pass, without which nobody knows what was liked.</summary>
    public bool CanErase { get; private set; }

    public void OnGet()
    {
        Response.Headers.CacheControl = "private, no-cache";
        CanErase = PassCookie.Read(Request) is not null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Request.Headers["Sec-Fetch-Site"] == "cross-site")
            return StatusCode(StatusCodes.Status403Forbidden);
        Response.Headers.CacheControl = "no-store";
        if (PassCookie.Read(Request) is not { } pass)
            return Page();
        if (await publisher.EraseAsync(pass, cancellation) is { } erased)
        {
            PassCookie.Delete(Response);
            Words = $"Đã xóa {erased} lượt thích.";
            return Page();
        }
        (Words, CanErase) = ("Chưa xóa được vì hệ thống bình luận đang gián đoạn. Bạn hãy thử lại sau ít phút.", true);
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Page();
    }
}
