using System.Globalization;
using System.Text;
using Moderation.Text;

namespace Moderation.ServiceDefaults;

/// <summary>What a field of text may hold. Text is trimmed, and otherwise kept as received.</summary>
/// <param name="Vi">Its name for people, as a sentence begins.</param>
/// <param name="En">Its name for people, inside a sentence.</param>
/// <param name="MaxGraphemes">Its length in characters as people count them.</param>
public sealed record TextRule(string Vi, string En, int MaxGraphemes)
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    /// <summary>For text that is no text: invalid UTF-8, half a surrogate pair, U+0000.</summary>
    public static FieldError Unreadable { get; } =
        new(
            "unreadable-text",
            "Trường này chứa ký tự không đọc được.",
            "This field holds characters that are not valid Unicode text."
        );

    /// <summary>Of whoever writes a comment.</summary>
    public static TextRule CommentName { get; } = new("Họ và tên", "name", 60) { Required = true };

    /// <summary>Of a comment, whoever writes it.</summary>
    public static TextRule CommentTitle { get; } = new("Tiêu đề", "title", 150) { Required = true };

    /// <inheritdoc cref="CommentTitle"/>
    public static TextRule CommentContent { get; } =
        new("Nội dung", "content", 2000)
        {
            Required = true,
            ManyLines = true,
            MaxBytes = 8 * 1024,
        };

    public bool Required { get; init; }

    /// <summary>Line breaks and tabs are allowed.</summary>
    public bool ManyLines { get; init; }

    /// <summary>In UTF-8; a single character can carry any number of marks.</summary>
    public int MaxBytes { get; init; } = MaxGraphemes * 16;

    /// <returns>The trimmed text, or null when there is none; and all that is wrong with it.</returns>
    public (string? Text, IReadOnlyList<FieldError> Errors) Check(string? text)
    {
        text = text?.Trim() ?? "";
        if (IncomingText.FaultOf(text) != TextFault.None)
            return (null, [Unreadable]);
        if (HiddenCharacters.IsBlank(text))
            return (null, Required ? [new("required", $"{Vi} không được để trống.", $"The {En} is required.")] : []);
        return (text, [.. LengthErrors(text), .. ControlErrors(text)]);
    }

    private IEnumerable<FieldError> LengthErrors(string text)
    {
        var graphemes = Graphemes.Count(text);
        if (graphemes > MaxGraphemes)
            yield return new(
                "too-long",
                string.Create(Vietnamese, $"{Vi} dài {graphemes:N0} ký tự, tối đa là {MaxGraphemes:N0} ký tự."),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The {En} has {graphemes:N0} characters; at most {MaxGraphemes:N0} are allowed."
                )
            );
        else if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
            yield return new(
                "too-large",
                string.Create(Vietnamese, $"{Vi} vượt quá {MaxBytes:N0} byte."),
                string.Create(CultureInfo.InvariantCulture, $"The {En} is larger than {MaxBytes:N0} bytes.")
            );
    }

    private IEnumerable<FieldError> ControlErrors(string text)
    {
        if (!ManyLines && text.Any(LineBreaks.Contains))
            yield return new("line-break", $"{Vi} phải nằm trên một dòng.", $"The {En} must be a single line.");
        if (text.Any(IsRefusedControl))
            yield return new("control-character", $"{Vi} chứa ký tự điều khiển.", $"The {En} holds control characters.");
    }

    /// <summary>
    /// A vertical tab breaks a line too, but takes six bytes in JSON: a comment full of them would be too large for its webhook.
    /// </summary>
    private bool IsRefusedControl(char c) =>
        char.IsControl(c)
        && c switch
        {
            '\t' => !ManyLines,
            '\v' => ManyLines,
            _ => !LineBreaks.Contains(c),
        };
}
