using Moderation.ServiceDefaults;

namespace Moderation.Intake.Captchas;

/// <summary>Why a comment is not taken with a code; each asks for a new one.</summary>
public static class CaptchaErrors
{
    /// <summary>The field to which they belong.</summary>
    public const string Field = "captcha.answer";

    public static FieldError Required { get; } =
        new("captcha-required", "Bạn hãy nhập mã xác nhận trong hình.", "Enter the code that the picture shows.");

    public static FieldError Wrong { get; } =
        new(
            "captcha-wrong",
            "Mã xác nhận chưa đúng. Bạn hãy nhập mã trong hình mới.",
            "The code is not the one in the picture. Enter that of a new picture."
        );

    public static FieldError Expired { get; } =
        new(
            "captcha-expired",
            "Mã xác nhận đã hết hạn. Bạn hãy nhập mã trong hình mới.",
            "The code has expired. Enter that of a new picture."
        );

    public static FieldError Used { get; } =
        new(
            "captcha-used",
            "Mã xác nhận này đã được dùng. Bạn hãy nhập mã trong hình mới.",
            "The code was used already. Enter that of a new picture."
        );

    public static FieldError OtherArticle { get; } =
        new(
            "captcha-of-another-article",
            "Mã xác nhận này thuộc một bài viết khác. Bạn hãy nhập mã trong hình mới.",
            "The code belongs to another article. Enter that of a new picture."
        );
}
