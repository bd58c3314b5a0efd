using System.Globalization;
using Moderation.ServiceDefaults;
using Moderation.Text;

namespace Moderation.Moderator.Comments;

/// <summary>What colleagues write for each other.</summary>
internal static class InternalText
{
    /// <summary>Characters as people count them, where nothing else is said.</summary>
    public const int Longest = 1_000;

    /// <returns>Null when nothing is written.</returns>
    public static string? Trimmed(string? text) => text is null || HiddenCharacters.IsBlank(text) ? null : text.Trim();

    /// <param name="text">As it came.</param>
    /// <param name="member">The request's member, the first part of the error's code.</param>
    /// <param name="longest">Characters as people count them.</param>
    /// <param name="isRequired">Whether something must be written.</param>
    /// <returns>Null when nothing is wrong with it.</returns>
    public static FieldError? ErrorOf(string? text, string member, int longest = Longest, bool isRequired = false)
    {
        if (Trimmed(text) is not { } written)
            return isRequired ? new($"{member}-required", "Vui lòng ghi nội dung.", "Please write something.") : null;
        if (IncomingText.FaultOf(written) != TextFault.None)
            return new($"{member}-invalid", "Nội dung ghi có ký tự không hợp lệ.", "It holds characters that are not text.");
        var most = longest.ToString("N0", CultureInfo.InvariantCulture);
        return Graphemes.Count(written) > longest
            ? new(
                $"{member}-too-long",
                $"Nội dung ghi dài quá {most.Replace(',', '.')} ký tự.",
                $"It is longer than {most} characters."
            )
            : null;
    }

    /// <returns>What is wrong with the reason of something that must have one, or null.</returns>
    public static FieldError? ReasonErrorOf(string? reason) =>
        Trimmed(reason) is null
            ? new("reason-required", "Vui lòng ghi lý do.", "Please write a reason.")
            : ErrorOf(reason, "reason");
}
