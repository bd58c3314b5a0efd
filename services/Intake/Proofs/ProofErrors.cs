using Moderation.ServiceDefaults;

namespace Moderation.Intake.Proofs;

/// <summary>Why a comment is not taken with a proof of work; each asks for another.</summary>
public static class ProofErrors
{
    /// <summary>The field to which they belong, as ALTCHA's widget names it.</summary>
    public const string Field = "altcha";

    public static FieldError Required { get; } =
        new(
            "proof-required",
            "Trình duyệt chưa làm xong phép kiểm tra. Bạn hãy đợi một chút rồi gửi lại.",
            "The browser has not finished its proof of work. Wait a moment and send it again."
        );

    public static FieldError Wrong { get; } =
        new(
            "proof-wrong",
            "Phép kiểm tra của trình duyệt không đúng. Bạn hãy làm lại rồi gửi lại.",
            "The browser's proof of work is wrong. Ask for a new challenge and send it again."
        );

    public static FieldError Expired { get; } =
        new(
            "proof-expired",
            "Phép kiểm tra của trình duyệt đã hết hạn. Bạn hãy làm lại rồi gửi lại.",
            "The browser's proof of work has expired. Ask for a new challenge and send it again."
        );

    public static FieldError Used { get; } =
        new(
            "proof-used",
            "Phép kiểm tra này đã được dùng. Bạn hãy làm lại rồi gửi lại.",
            "This proof of work was used already. Ask for a new challenge and send it again."
        );

    public static FieldError OtherArticle { get; } =
        new(
            "proof-of-another-article",
            "Phép kiểm tra này thuộc một bài viết khác. Bạn hãy làm lại rồi gửi lại.",
            "This proof of work belongs to another article. Ask for a new challenge and send it again."
        );
}
