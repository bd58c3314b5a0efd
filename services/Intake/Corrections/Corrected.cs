using Moderation.Intake.Limits;
using Moderation.Intake.Submissions;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Corrections;

/// <summary>What became of a correction.</summary>
public abstract record Corrected
{
    /// <summary>It is durable, now or since the same was asked before.</summary>
    public sealed record Done : Corrected;

    /// <summary>Nobody has that link.</summary>
    public sealed record Unknown : Corrected;

    /// <summary>The comment cannot be corrected, or not so.</summary>
    public sealed record Refused(FieldError Error) : Corrected;

    /// <inheritdoc cref="Received.ArticleNotOpen"/>
    public sealed record ArticleNotOpen(string Status) : Corrected;

    /// <inheritdoc cref="Received.TooMany"/>
    public sealed record TooMany(Shortage Shortage) : Corrected;
}

/// <summary>Why a comment cannot be corrected.</summary>
public static class CorrectionErrors
{
    public static FieldError TooLate { get; } =
        new(
            "correction-too-late",
            "Đã hết thời gian được sửa bình luận này.",
            "The time in which this comment could be corrected is over."
        );

    public static FieldError Decided { get; } =
        new(
            "correction-decided",
            "Bình luận này đã có quyết định không đăng hoặc đã bị gỡ, nên không sửa được nữa.",
            "This comment was rejected or taken down, so it cannot be corrected any more."
        );

    public static FieldError Withdrawn { get; } =
        new(
            "correction-withdrawn",
            "Bạn đã rút bình luận này, nên không sửa được nữa.",
            "You took this comment back, so it cannot be corrected any more."
        );

    public static FieldError OtherRevision { get; } =
        new(
            "other-revision",
            "Bình luận đã được sửa sau khi bạn mở trang này. Bản mới nhất ở bên dưới; hãy xem lại rồi gửi lần nữa.",
            "The comment was corrected after you opened this page. The newest is below; please look again and send once more."
        );

    public static FieldError ChangesNothing { get; } =
        new("correction-changes-nothing", "Bạn chưa sửa gì trong bình luận.", "Nothing in the comment was changed.");

    /// <summary>Null of a comment that may be corrected as far as these tell.</summary>
    public static FieldError? Of(string status, bool inTime) =>
        status switch
        {
            SubmissionStatus.Withdrawn => Withdrawn,
            SubmissionStatus.Rejected or SubmissionStatus.Retracted => Decided,
            _ => inTime ? null : TooLate,
        };
}
