using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Notices;

/// <summary>Why an author is not told what becomes of a comment.</summary>
internal static class NoticeErrors
{
    public static FieldError Withdrawn { get; } =
        new(
            "comment-withdrawn",
            "Bạn đã rút bình luận này, nên không còn gì để thông báo.",
            "You took this comment back, so there is nothing to be told of."
        );

    public static FieldError TooManyBrowsers { get; } =
        new(
            "too-many-browsers",
            "Thông báo của bình luận này đã bật trên nhiều trình duyệt. Hãy tắt trên mọi trình duyệt rồi bật lại ở đây.",
            "Many browsers show notices of this comment already. Please stop them all, then start here again."
        );

    public static FieldError TooMany(Words wait) =>
        new(
            "too-many-letters",
            $"Địa chỉ này vừa được gửi nhiều thư xác nhận. Thư chưa được gửi; vui lòng thử lại sau {wait.Vi}.",
            $"Many letters were sent to this address of late. None was sent now; please try again in {wait.En}."
        );

    public static ProblemHttpResult Of(int status, FieldError error) => Problems.Of(status, error.Code, error.Vi, error.En);
}
