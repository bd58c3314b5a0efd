using System.Globalization;
using System.Text.RegularExpressions;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Mail;

/// <summary>An e-mail address that every server can deliver to: its name is ASCII, its domain as the DNS knows it.</summary>
/// <param name="Value">Such as <c>nguyen.an@example.vn</c>.</param>
public sealed partial record EmailAddress(string Value)
{
    private const int MostLetters = 254;
    private const int MostLettersOfName = 64;
    private const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;
    private static readonly IdnMapping Domains = new() { UseStd3AsciiRules = true };

    public static FieldError Invalid { get; } =
        new(
            "invalid-email",
            "Địa chỉ e-mail không đúng, ví dụ đúng: nguyenvanan@example.vn.",
            "This is not an e-mail address, such as nguyenvanan@example.vn."
        );

    public static FieldError Off { get; } =
        new(
            "email-off",
            "Tòa soạn hiện không gửi thông báo qua e-mail; bạn hãy bỏ trống mục này.",
            "The newsroom sends no notices by e-mail now; please leave this empty."
        );

    /// <summary>As much as its owner needs to know it again, such as <c>n***@example.vn</c>.</summary>
    public string Masked => $"{Value[0]}***{Value[Value.IndexOf('@', StringComparison.Ordinal)..]}";

    public string Domain => Value[(Value.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>The same for all spellings of an address that go to one mailbox almost everywhere.</summary>
    public string Folded => Value.ToLowerInvariant();

    /// <returns>Null when nothing can be delivered there.</returns>
    public static EmailAddress? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        var at = trimmed.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > MostLettersOfName || trimmed.Length > MostLetters || !Name().IsMatch(trimmed[..at]))
            return null;
        return AsciiOf(trimmed[(at + 1)..]) is { } domain && at + 1 + domain.Length <= MostLetters
            ? new($"{trimmed[..at]}@{domain}")
            : null;
    }

    /// <returns>Null when it is none, or it is wrong, which is an error.</returns>
    public static EmailAddress? Check(string? text, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var address = Parse(text);
        if (address is null)
            errors.Add("email", Invalid);
        return address;
    }

    private static string? AsciiOf(string domain)
    {
        try
        {
            var ascii = Domains.GetAscii(domain).ToLowerInvariant();
            return Labels().IsMatch(ascii) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\z", Plain)]
    private static partial Regex Name();

    /// <summary>Two labels or more, the last of which is no number.</summary>
    [GeneratedRegex(@"\A([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])\z", Plain)]
    private static partial Regex Labels();
}
