using System.Globalization;
using System.Text;

namespace Moderation.Text;

/// <summary>What a reader would see of a text.</summary>
public static class VisibleText
{
    /// <summary>Nothing in it can be seen: spaces, and invisible characters such as U+200B.</summary>
    public static bool IsBlank(string text) =>
        text.EnumerateRunes()
            .All(rune =>
                Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control
            );

    public static bool IsLineBreak(char c) => c is '\r' or '\n' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';
}
