namespace Moderation.ArticleSite.Comments;

/// <summary>To what readers agree when they send a comment.</summary>
public static class Consent
{
    /// <summary>Of both texts below: others have another version, and Intake keeps it with each comment.</summary>
    public const string Version = "2026-11-30";

    public const string Label = "Tôi đồng ý để tòa soạn xử lý thông tin mà tôi gửi";

    public const string Text =
        "Tòa soạn lưu và dùng họ tên, số điện thoại, e-mail (nếu có) và nội dung bình luận của bạn để duyệt, đăng và "
        + "thông báo về bình luận. Họ tên và bình luận được hiển thị công khai, số điện thoại và e-mail thì không. "
        + "Bạn có thể rút lại sự đồng ý này bất cứ lúc nào.";
}
