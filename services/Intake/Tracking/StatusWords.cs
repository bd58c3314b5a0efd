using System.Globalization;
using Moderation.Contracts;

namespace Moderation.Intake.Tracking;

/// <summary>Vietnamese unless <c>?lang=en</c> asks for English.</summary>
public enum Language
{
    Vietnamese,
    English,
}

public static class WordsInLanguage
{
    public static string In(this Words words, Language language)
    {
        ArgumentNullException.ThrowIfNull(words);
        return language == Language.English ? words.En : words.Vi;
    }
}

/// <summary>How a reader is told what became of a comment.</summary>
public static class StatusWords
{
    public static Words Unknown { get; } = new("Không tìm thấy bình luận", "No such comment");

    /// <summary>What keeps a page's links in its language.</summary>
    public static string Query(Language language) => language == Language.English ? "?lang=en" : "";

    public static Words Heading(TrackedSubmission submission) =>
        submission.Status switch
        {
            SubmissionStatus.Approved when !submission.Shown => new("Đã duyệt, chưa hiển thị", "Approved, not shown now"),
            SubmissionStatus.Approved when submission.IsCorrectionWaiting => new(
                "Đã đăng, bản sửa đang chờ duyệt",
                "Published, correction waiting for review"
            ),
            SubmissionStatus.Approved when submission.Edited => new("Đã đăng, có biên tập", "Published, edited by the newsroom"),
            SubmissionStatus.Approved => new("Đã đăng", "Published"),
            SubmissionStatus.Rejected => new("Không được đăng", "Not published"),
            SubmissionStatus.Retracted => new("Đã gỡ", "Taken down"),
            SubmissionStatus.Withdrawn when submission.ErasureAskedAt is not null => new("Đã xóa dữ liệu", "Erased"),
            SubmissionStatus.Withdrawn => new("Đã rút", "Withdrawn"),
            _ => new("Đang chờ duyệt", "Waiting for review"),
        };

    public static Words Explain(TrackedSubmission submission) =>
        submission.Status switch
        {
            SubmissionStatus.Approved when !submission.Shown => new(
                "Bình luận của bạn đã được duyệt, nhưng chưa hiển thị vì bình luận mà bạn trả lời hiện không còn dưới bài viết. "
                    + "Khi bình luận đó được đăng lại, bình luận của bạn cũng hiện lại.",
                "Your comment is approved, but not shown now: the comment that it answers is no longer under the article. "
                    + "When that one is published again, yours comes back with it."
            ),
            SubmissionStatus.Approved when submission.IsCorrectionWaiting => new(
                "Bản bạn gửi trước đó vẫn hiển thị dưới bài viết cho đến khi bản sửa dưới đây được duyệt.",
                "What you sent before is shown under the article until the correction below has been reviewed."
            ),
            SubmissionStatus.Approved when submission.Edited => new(
                "Tòa soạn đã biên tập bình luận của bạn và đăng dưới bài viết. Dưới đây là bản bạn đã gửi.",
                "The newsroom edited your comment and published it under the article. Below is what you sent."
            ),
            SubmissionStatus.Approved => new(
                "Bình luận của bạn đã được đăng dưới bài viết.",
                "Your comment has been published under the article."
            ),
            SubmissionStatus.Rejected => ExplainReason(submission.Reason),
            SubmissionStatus.Retracted => new(
                "Bình luận của bạn đã được gỡ khỏi bài viết, tòa soạn đang xem xét lại.",
                "Your comment was taken down from the article and is being reviewed again."
            ),
            SubmissionStatus.Withdrawn when submission.ErasureDoneAt is not null => new(
                "Dữ liệu của bình luận này đã được xóa khỏi mọi hệ thống của tòa soạn.",
                "The data of this comment have been erased from all systems of the newsroom."
            ),
            SubmissionStatus.Withdrawn when submission.ErasureAskedAt is { } askedAt => ExplainErasure(
                ErasureClock.LastDay(askedAt)
            ),
            SubmissionStatus.Withdrawn => new(
                "Bạn đã rút bình luận này. Bình luận không hiển thị dưới bài viết và sẽ không được duyệt nữa.",
                "You took this comment back. It is not shown under the article, and nobody reviews it any more."
            ),
            _ => new(
                "Bình luận của bạn đã được gửi và đang chờ duyệt. Hãy giữ đường dẫn của trang này để xem kết quả.",
                "Your comment has been sent and is waiting for review. Keep this page's address to see the outcome."
            ),
        };

    /// <summary>What became of the author's appeal, or how to appeal; null where neither is to be said.</summary>
    public static Words? Appeal(TrackedSubmission submission) =>
        (submission.AppealState, submission.Status) switch
        {
            ("upheld", _) => new(
                "Đã xem lại khiếu nại của bạn: một người khác đã đọc bình luận và giữ nguyên quyết định.",
                "Your appeal was looked at: another person read the comment and upheld the decision."
            ),
            ("overturned", _) => new(
                "Khiếu nại của bạn được chấp nhận: một người khác đã đọc bình luận và quyết định đăng.",
                "Your appeal succeeded: another person read the comment and decided to publish it."
            ),
            ("open", SubmissionStatus.Rejected or SubmissionStatus.Pending or SubmissionStatus.Retracted) => new(
                "Khiếu nại của bạn đã được nhận và đang chờ một người khác xem lại.",
                "Your appeal was received and waits for another person to look again."
            ),
            (null, SubmissionStatus.Rejected) => new(
                "Nếu cho rằng quyết định này chưa đúng, bạn có thể khiếu nại một lần; một người khác sẽ xem lại.",
                "If you think that this is wrong, you may appeal once; another person will look again."
            ),
            _ => null,
        };

    /// <summary>Whether a person decided; null when that is not known.</summary>
    public static Words? DecidedBy(TrackedSubmission submission) =>
        submission.DecidedBy switch
        {
            "person" => new("Một kiểm duyệt viên của tòa soạn đã quyết định.", "A moderator of the newsroom decided."),
            "rule" when submission.Rule is { } rule => new(
                $"Quy tắc tự động của tòa soạn đã quyết định, không có người xem: “{rule.Vi}”.",
                $"An automatic rule of the newsroom decided, and no person: “{rule.En}”."
            ),
            "rule" => new(
                "Quy tắc tự động của tòa soạn đã quyết định, không có người xem.",
                "An automatic rule of the newsroom decided, and no person."
            ),
            _ => null,
        };

    private static Words ExplainErasure(DateOnly lastDay) =>
        new(
            "Tòa soạn đã nhận yêu cầu xóa dữ liệu của bình luận này và đang xóa khỏi các hệ thống còn lại, "
                + $"chậm nhất là hết ngày {lastDay.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}.",
            "The newsroom has your request to erase the data of this comment, and is erasing them from the other systems, "
                + $"by the end of {lastDay.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} at the latest."
        );

    /// <param name="reason">Null, or one of a later version, for which there is no statement here.</param>
    private static Words ExplainReason(string? reason) =>
        RejectReasons.Named(reason)?.Statement
        ?? new("Bình luận chưa phù hợp với quy định của tòa soạn.", "The comment does not meet the newsroom's rules.");
}
