using System.Globalization;
using System.Text;
using Moderation.Text;

namespace Moderation.Intake.Submissions;

/// <summary>What a field of text may hold. Text is trimmed, and otherwise kept as received.</summary>
/// <param name="Field">Its name in requests.</param>
/// <param name="Vi">Its name for people, as a sentence begins.</param>
/// <param name="En">Its name for people, inside a sentence.</param>
/// <param name="MaxGraphemes">Its length in characters as people count them.</param>
public sealed record TextRule(string Field, string Vi, string En, int MaxGraphemes)
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    public bool Required { get; init; }

    /// <summary>Line breaks and tabs are allowed.</summary>
    public bool ManyLines { get; init; }

    /// <summary>In UTF-8; a single character can carry any number of marks.</summary>
    public int MaxBytes { get; init; } = MaxGraphemes * 16;

    /// <returns>The trimmed text, or null when there is none.</returns>
    public string? Check(string? text, FieldErrors errors)
    {
        if (errors.Has(Field))
            return null;
        text = text?.Trim() ?? "";
        if (IncomingText.FaultOf(text) != TextFault.None)
        {
            errors.AddUnreadable(Field);
            return null;
        }

        if (VisibleText.IsBlank(text))
        {
            if (Required)
                errors.Add(Field, "required", $"{Vi} không được để trống.", $"The {En} is required.");
            return null;
        }

        CheckLength(text, errors);
        CheckControls(text, errors);
        return text;
    }

    private void CheckLength(string text, FieldErrors errors)
    {
        var graphemes = Graphemes.Count(text);
        if (graphemes > MaxGraphemes)
            errors.Add(
                Field, "too-long",
                string.Create(Vietnamese, $"{Vi} dài {graphemes:N0} ký tự, tối đa là {MaxGraphemes:N0} ký tự."),
                string.Create(CultureInfo.InvariantCulture, $"The {En} has {graphemes:N0} characters; at most {MaxGraphemes:N0} are allowed."));
        else if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
            errors.Add(
                Field, "too-large",
                string.Create(Vietnamese, $"{Vi} vượt quá {MaxBytes:N0} byte."),
                string.Create(CultureInfo.InvariantCulture, $"The {En} is larger than {MaxBytes:N0} bytes."));
    }

    private void CheckControls(string text, FieldErrors errors)
    {
        if (!ManyLines && text.Any(VisibleText.IsLineBreak))
            errors.Add(Field, "line-break", $"{Vi} phải nằm trên một dòng.", $"The {En} must be a single line.");
        if (text.Any(IsRefusedControl))
            errors.Add(Field, "control-character", $"{Vi} chứa ký tự điều khiển.", $"The {En} holds control characters.");
    }

    /// <summary>A vertical tab breaks a line too, but takes six bytes in JSON: a comment full of them would be too large for its webhook.</summary>
    private bool IsRefusedControl(char c) => char.IsControl(c) && c switch
    {
        '\t' => !ManyLines,
        '\v' => ManyLines,
        _ => !VisibleText.IsLineBreak(c),
    };
}
