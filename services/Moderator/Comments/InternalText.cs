using Moderation.ServiceDefaults;
using Moderation.Text;

namespace Moderation.Moderator.Comments;

/// <summary>What colleagues write for each other: at most 1,000 characters as people count them.</summary>
internal static class InternalText
{
    public const int Longest = 1_000;

    /// <returns>Null when nothing is written.</returns>
    public static string? Trimmed(string? text) => text is null || HiddenCharacters.IsBlank(text) ? null : text.Trim();

    /// <param name="text">As it came.</param>
    /// <param name="member">The request's member, the first part of the error's code.</param>
    /// <returns>Null when nothing is wrong with it.</returns>
    public static FieldError? ErrorOf(string? text, string member)
    {
        if (Trimmed(text) is not { } written)
            return null;
        if (IncomingText.FaultOf(written) != TextFault.None)
            return new($"{member}-invalid", "Nội dung ghi có ký tự không hợp lệ.", "It holds characters that are not text.");
        return Graphemes.Count(written) > Longest
            ? new($"{member}-too-long", "Nội dung ghi dài quá 1.000 ký tự.", "It is longer than 1,000 characters.")
            : null;
    }

    /// <returns>What is wrong with the reason of something that must have one, or null.</returns>
    public static FieldError? ReasonErrorOf(string? reason) =>
        Trimmed(reason) is null
            ? new("reason-required", "Vui lòng ghi lý do.", "Please write a reason.")
            : ErrorOf(reason, "reason");
}
