using System.Globalization;
using System.Text;

namespace Moderation.Intake.Submissions;

/// <summary>What makes text fit to be stored and shown at all.</summary>
public static class ReadableText
{
    /// <summary>No half surrogate pair and no U+0000, which PostgreSQL refuses.</summary>
    public static bool IsReadable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                return false;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }

        return true;
    }

    /// <summary>Nothing in it can be seen: spaces, and invisible characters such as U+200B.</summary>
    public static bool IsBlank(string text) => text.EnumerateRunes().All(rune =>
        Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control);

    public static bool IsLineBreak(char c) => c is '\r' or '\n' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';
}
