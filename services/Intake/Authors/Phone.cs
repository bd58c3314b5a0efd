using Moderation.Text.Contacts;
using PhoneNumbers;

namespace Moderation.Intake.Authors;

/// <summary>A telephone number that can ring: a mobile or a fixed line, of Vietnam unless it names its country.</summary>
/// <param name="E164">Such as <c>+84912345678</c>.</param>
/// <param name="Masked">What moderators see, such as <c>091****678</c>.</param>
public sealed record Phone(string E164, string Masked)
{
    private const int MaxLength = 120;
    private static readonly PhoneNumberUtil Numbers = PhoneNumberUtil.GetInstance();

    public bool IsVietnamese => E164.StartsWith("+84", StringComparison.Ordinal);

    /// <returns>Null when no such number exists.</returns>
    public static Phone? Parse(string text)
    {
        if (text.Length > MaxLength || ContactReader.PhoneIn(text) is not { } digits)
            return null;
        try
        {
            var number = Numbers.Parse(digits, "VN");
            // Only a valid number has one of these types.
            if (
                Numbers.GetNumberType(number)
                is not (PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE or PhoneNumberType.FIXED_LINE_OR_MOBILE)
            )
                return null;
            return new Phone(
                Numbers.Format(number, PhoneNumberFormat.E164),
                Mask(Numbers.Format(number, PhoneNumberFormat.NATIONAL))
            );
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <returns>Null when there is none, or it is wrong, which is an error of <c>phone</c>.</returns>
    public static Phone? Check(string? text, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (Parse(text) is { } phone)
            return phone;
        errors.Add(
            "phone",
            "invalid-phone",
            "Số điện thoại không đúng, ví dụ đúng: 0912 345 678.",
            "This is not a telephone number, such as 0912 345 678."
        );
        return null;
    }

    private static string Mask(string national)
    {
        var digits = string.Concat(national.Where(char.IsAsciiDigit));
        return digits.Length >= 8 ? $"{digits[..3]}****{digits[^3..]}" : "****" + digits[^2..];
    }
}
