using Moderation.Intake.Mail;
using Moderation.Intake.Push;
using Moderation.Intake.Tracking;
using Moderation.Text;

namespace Moderation.Intake.Notices;

/// <summary>What letters and browsers say. Of a comment that is not published, only its author is told.</summary>
public sealed class NoticeWords(MailOptions mail, NoticeOptions options, NoticeLinks links, TrackingLinks tracking)
{
    public Letter LetterOf(DueNotice notice, EmailAddress to, NoticeContent content)
    {
        ArgumentNullException.ThrowIfNull(notice);
        IReadOnlyList<LetterPart> parts = content switch
        {
            NoticeContent.Decision decision => [.. Told(decision.Submission), .. Ending(notice.SubscriptionId)],
            NoticeContent.Reply reply => [.. Told(reply.Published), .. Ending(notice.SubscriptionId)],
            _ => Asked(notice.SubscriptionId),
        };
        return new(notice.Id, to, TitleOf(content), parts, links.UnsubscribeUrlOf(notice.SubscriptionId));
    }

    /// <summary>The service that brings it learns nothing, and the screen on which it is shown may be anybody's.</summary>
    public PushNotice PushOf(DueNotice notice, NoticeContent content)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var url = tracking.UrlOf(notice.CommentId);
        return content is NoticeContent.Reply { Published.ArticleUrl: { } article }
            && Uri.TryCreate(article, UriKind.Absolute, out var there)
            ? new(TitleOf(content), "Bấm để đọc dưới bài viết.", there, notice.Id)
            : new(TitleOf(content), "Bấm để mở trang theo dõi bình luận.", url, notice.Id);
    }

    private static string TitleOf(NoticeContent content) =>
        content switch
        {
            NoticeContent.Decision decision => $"Bình luận của bạn: {StatusWords.Heading(decision.Submission).Vi}",
            NoticeContent.Reply => "Có trả lời cho bình luận của bạn",
            _ => "Xác nhận nhận thông báo về bình luận",
        };

    /// <summary>Holds nothing that a reader wrote, since anybody's address may have been typed.</summary>
    private List<LetterPart> Asked(Guid subscriptionId) =>
        [
            new("Chào bạn,"),
            new(
                $"Địa chỉ e-mail này vừa được nhập để nhận thông báo về một bình luận gửi tới {mail.FromName}. "
                    + "Nếu đó là bạn, hãy mở đường dẫn dưới đây rồi bấm “Xác nhận”."
            ),
            new("Xác nhận nhận thông báo", links.ConfirmUrlOf(subscriptionId)),
            new(
                $"Đường dẫn có hiệu lực trong {Waits(options.ConfirmWithin)}. Nếu không phải bạn, bạn không cần làm gì: "
                    + "sẽ không có thêm thư nào và địa chỉ này được xóa khi đường dẫn hết hiệu lực."
            ),
        ];

    private List<LetterPart> Told(TrackedSubmission submission)
    {
        var parts = new List<LetterPart>
        {
            new("Chào bạn,"),
            new(
                submission.ArticleHeadline is { } headline
                    ? $"Về bình luận bạn đã gửi dưới bài “{headline}”:"
                    : $"Về bình luận bạn đã gửi tới {mail.FromName}:"
            ),
            new(StatusWords.Explain(submission).Vi),
        };
        if (StatusWords.DecidedBy(submission) is { } decidedBy)
            parts.Add(new(decidedBy.Vi));
        if (StatusWords.Appeal(submission) is { } appeal)
            parts.Add(new(appeal.Vi));
        parts.Add(new("Xem trang theo dõi bình luận (đường dẫn này chỉ dành cho bạn)", tracking.UrlOf(submission.Id)));
        return parts;
    }

    private static List<LetterPart> Told(ApprovedReply reply)
    {
        var where = reply.ArticleHeadline is { } headline ? $" dưới bài “{headline}”" : "";
        var parts = new List<LetterPart>
        {
            new("Chào bạn,"),
            new($"{PublicText.Clean(reply.Name ?? "Một bạn đọc")} đã trả lời bình luận của bạn{where}:"),
        };
        if (!string.IsNullOrEmpty(reply.Title))
            parts.Add(new(PublicText.Clean(reply.Title), IsQuote: true));
        if (reply.Content is { } content)
            parts.Add(new(PublicText.Clean(content), IsQuote: true));
        if (Uri.TryCreate(reply.ArticleUrl, UriKind.Absolute, out var url))
            parts.Add(new("Đọc trên trang báo", url));
        return parts;
    }

    private List<LetterPart> Ending(Guid subscriptionId) =>
        [
            new("Bạn nhận được thư này vì đã đăng ký và xác nhận nhận thông báo về bình luận của mình."),
            new("Ngừng nhận thông báo về bình luận này", links.UnsubscribeUrlOf(subscriptionId)),
        ];

    private static string Waits(TimeSpan length) => Limits.Waits.Of((long)length.TotalSeconds).Vi;
}
