using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Articles;

/// <summary>How readers are told that an article takes no comments, or few.</summary>
public static class ArticleWords
{
    /// <returns>Null when there is nothing to say.</returns>
    public static Words? Notice(string status, int slowMinutes) =>
        status switch
        {
            ArticleStatus.ReadOnly => new(
                "Bài viết này tạm thời không nhận bình luận mới.",
                "No new comments are taken under this article for the time being."
            ),
            ArticleStatus.Closed => new("Bài viết này đã đóng bình luận.", "Comments under this article are closed."),
            _ when slowMinutes > 0 => new(
                $"Dưới bài viết này, mỗi bạn đọc gửi được một bình luận trong {slowMinutes} phút.",
                $"Under this article a reader may send one comment in {slowMinutes} minutes."
            ),
            _ => null,
        };

    /// <summary>409: the article is not open.</summary>
    public static ProblemHttpResult Refusal(string status)
    {
        var notice = Notice(status, slowMinutes: 0)!;
        return Problems.Of(
            409,
            status == ArticleStatus.Closed ? "article-closed" : "article-read-only",
            notice.Vi + " Bình luận của bạn chưa được gửi.",
            notice.En + " Your comment was not sent."
        );
    }
}
