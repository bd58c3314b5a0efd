using Moderation.ServiceDefaults;

namespace Moderation.Intake.PhoneCodes;

/// <summary>Why a phone number is not confirmed.</summary>
public static class PhoneCodeErrors
{
    /// <summary>The field in which the code is typed.</summary>
    public const string Field = "phoneCode";

    /// <summary>The field that says which message it came in.</summary>
    public const string IdField = "codeId";

    /// <summary>The field of a comment that holds what the code was worth.</summary>
    public const string PassField = "phonePass";

    public static FieldError PhoneRequired { get; } =
        new(
            "phone-required",
            "Bạn hãy nhập số điện thoại để nhận mã xác nhận qua tin nhắn.",
            "Enter a phone number, to which a code is sent."
        );

    public static FieldError Abroad { get; } =
        new(
            "phone-abroad",
            "Mã xác nhận chỉ gửi được tới số điện thoại của Việt Nam.",
            "Codes are sent to phone numbers of Vietnam only."
        );

    public static FieldError Required { get; } =
        new("phone-code-required", "Bạn hãy nhập mã trong tin nhắn.", "Enter the code that was sent to your phone.");

    public static FieldError Wrong { get; } =
        new(
            "phone-code-wrong",
            "Mã trong tin nhắn chưa đúng. Bạn hãy kiểm tra mã và số điện thoại.",
            "The code is not the one that was sent to this number. Check the code and the number."
        );

    public static FieldError Expired { get; } =
        new(
            "phone-code-expired",
            "Mã trong tin nhắn đã hết hạn. Bạn hãy bấm “Gửi mã” để nhận mã mới.",
            "The code has expired. Have another sent to your phone."
        );

    public static FieldError Used { get; } =
        new(
            "phone-code-used",
            "Mã trong tin nhắn này đã được dùng. Bạn hãy bấm “Gửi mã” để nhận mã mới.",
            "The code was used already. Have another sent to your phone."
        );

    public static FieldError Spent { get; } =
        new(
            "phone-code-spent",
            "Mã trong tin nhắn đã bị nhập sai quá nhiều lần. Bạn hãy bấm “Gửi mã” để nhận mã mới.",
            "The code was mistyped too often. Have another sent to your phone."
        );

    public static FieldError NotConfirmed { get; } =
        new(
            "phone-not-confirmed",
            "Số điện thoại chưa được xác nhận. Bạn hãy bấm “Gửi mã” rồi nhập mã nhận được qua tin nhắn.",
            "The phone number is not confirmed. Have a code sent to it, and enter that."
        );

    public static FieldError PassExpired { get; } =
        new(
            "phone-pass-expired",
            "Số điện thoại được xác nhận đã lâu. Bạn hãy bấm “Gửi mã” để xác nhận lại.",
            "The phone number was confirmed long ago. Have a code sent to it once more."
        );

    public static FieldError PassInvalid { get; } =
        new(
            "phone-pass-invalid",
            "Số điện thoại này chưa được xác nhận trên trình duyệt này. Bạn hãy bấm “Gửi mã” rồi nhập mã.",
            "This phone number is not the one that was confirmed in this browser. Have a code sent to it."
        );

    /// <returns>Of the message; counts only without errors.</returns>
    public static Guid Check(string? sentId, string? typed, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        if (string.IsNullOrWhiteSpace(typed) && !errors.Has(Field))
            errors.Add(Field, Required);
        if (!Guid.TryParseExact(sentId?.Trim(), "D", out var id) && !errors.Has(IdField))
            errors.Add(
                IdField,
                "invalid-id",
                "Mã của lần gửi tin nhắn không đúng.",
                "The id of the code must be the UUID with which it was answered."
            );
        return id;
    }
}
