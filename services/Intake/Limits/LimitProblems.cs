using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Limits;

/// <summary>How a reader is told that it was too many, and when to try again.</summary>
public static class LimitProblems
{
    /// <summary>429 with <c>Retry-After</c>.</summary>
    public static ProblemHttpResult Of(Shortage shortage, HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(shortage);
        ArgumentNullException.ThrowIfNull(response);
        var wait = Wait(shortage.Wait, response);
        var (code, what) = shortage.Kind switch
        {
            LimitKind.Article => (
                "article-busy",
                new Words("Bài viết đang nhận quá nhiều bình luận cùng lúc.", "Too many comments come in under this article now.")
            ),
            LimitKind.Site => (
                "site-busy",
                new Words("Hệ thống đang nhận quá nhiều bình luận cùng lúc.", "Too many comments come in now.")
            ),
            LimitKind.SlowMode => (
                "slow-mode",
                new Words(
                    "Dưới bài viết này, mỗi bạn đọc chỉ gửi được một bình luận trong một khoảng thời gian.",
                    "Under this article a reader may send one comment within some time."
                )
            ),
            LimitKind.Letter => (
                "too-many-letters",
                new Words(
                    "Địa chỉ e-mail này vừa được gửi nhiều thư xác nhận; bạn có thể bỏ trống ô e-mail rồi gửi ngay.",
                    "Many letters were sent to this e-mail address of late; you may leave it empty and send at once."
                )
            ),
            _ => ("too-many-comments", new Words("Bạn gửi bình luận hơi nhanh.", "You are sending comments rather fast.")),
        };
        return Problems.Of(
            429,
            code,
            $"{what.Vi} Bình luận chưa được gửi; vui lòng gửi lại sau {wait.Vi}.",
            $"{what.En} The comment was not sent; please send it again in {wait.En}."
        );
    }

    /// <summary>Says in <c>Retry-After</c> when to try again.</summary>
    /// <returns>The same as people say it.</returns>
    public static Words Wait(TimeSpan wait, HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        response.Headers.RetryAfter = $"{seconds}";
        return Waits.Of(seconds);
    }
}

/// <summary>Lengths of time as people say them, rounded up.</summary>
public static class Waits
{
    public static Words Of(long seconds) =>
        seconds switch
        {
            <= 90 => In(seconds, "giây", "second"),
            <= 90 * 60 => In((seconds + 59) / 60, "phút", "minute"),
            <= 36 * 3600 => In((seconds + 3599) / 3600, "giờ", "hour"),
            _ => In((seconds + 86_399) / 86_400, "ngày", "day"),
        };

    private static Words In(long count, string vi, string en) => new($"{count} {vi}", $"{count} {en}{(count == 1 ? "" : "s")}");
}
