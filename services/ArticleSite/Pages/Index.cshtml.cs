using Microsoft.AspNetCore.Mvc.RazorPages;
using Moderation.ArticleSite.Articles;
using Moderation.ArticleSite.Comments;

namespace Moderation.ArticleSite.Pages;

/// <summary>The front page: the newest story large, the rest in a grid.</summary>
public sealed class IndexModel(Newspaper newspaper, CommentStore comments, ViewStore views) : PageModel
{
    private const int MostReadCount = 5;

    public IReadOnlyList<Story> Stories { get; private set; } = [];

    public IReadOnlyList<Article> MostRead { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Stories = Story.Of(newspaper.Articles, await comments.CountsAsync(newspaper.Articles.Select(a => a.Id), cancellation));
        var mostViewed = await views.MostViewedAsync(MostReadCount, cancellation);
        // Articles that nobody opened yet fill the list up.
        MostRead =
        [
            .. mostViewed.Select(newspaper.Find).OfType<Article>().Concat(newspaper.Articles).Distinct().Take(MostReadCount),
        ];
    }
}
