namespace Moderation.Intake.Tracking;

/// <summary>A text in the two languages of the product.</summary>
public sealed record Words(string Vi, string En)
{
    public string In(Language language) => language == Language.English ? En : Vi;
}

/// <summary>Vietnamese unless <c>?lang=en</c> asks for English.</summary>
public enum Language
{
    Vietnamese,
    English,
}

/// <summary>How a reader is told what became of a comment.</summary>
public static class StatusWords
{
    public static Words Unknown { get; } = new("Không tìm thấy bình luận", "No such comment");

    public static Words Heading(string status, bool edited) =>
        status switch
        {
            SubmissionStatus.Approved when edited => new("Đã đăng, có biên tập", "Published, edited by the newsroom"),
            SubmissionStatus.Approved => new("Đã đăng", "Published"),
            SubmissionStatus.Rejected => new("Không được đăng", "Not published"),
            _ => new("Đang chờ duyệt", "Waiting for review"),
        };

    public static Words Explain(string status, string? reason, bool edited) =>
        status switch
        {
            SubmissionStatus.Approved when edited => new(
                "Tòa soạn đã biên tập bình luận của bạn và đăng dưới bài viết. Dưới đây là bản bạn đã gửi.",
                "The newsroom edited your comment and published it under the article. Below is what you sent."
            ),
            SubmissionStatus.Approved => new(
                "Bình luận của bạn đã được đăng dưới bài viết.",
                "Your comment has been published under the article."
            ),
            SubmissionStatus.Rejected => ExplainReason(reason),
            _ => new(
                "Bình luận của bạn đã được gửi và đang chờ duyệt. Hãy giữ đường dẫn của trang này để xem kết quả.",
                "Your comment has been sent and is waiting for review. Keep this page's address to see the outcome."
            ),
        };

    private static Words ExplainReason(string? reason) =>
        reason switch
        {
            "spam" => new("Lý do: quảng cáo hoặc spam.", "Reason: advertising or spam."),
            "personalAttack" => new("Lý do: công kích cá nhân.", "Reason: personal attack."),
            "hateSpeech" => new("Lý do: ngôn từ thù ghét.", "Reason: hate speech."),
            "obscenity" => new("Lý do: ngôn từ tục tĩu.", "Reason: obscene language."),
            "misinformation" => new("Lý do: thông tin sai sự thật.", "Reason: false information."),
            "offTopic" => new("Lý do: không liên quan đến bài viết.", "Reason: not about the article."),
            "personalData" => new("Lý do: để lộ thông tin cá nhân.", "Reason: discloses personal data."),
            "illegal" => new("Lý do: vi phạm pháp luật.", "Reason: against the law."),
            _ => new("Bình luận chưa phù hợp với quy định của tòa soạn.", "The comment does not meet the newsroom's rules."),
        };
}
