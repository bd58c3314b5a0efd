using System.Text;

namespace Moderation.Text;

/// <summary>
/// The one definition of what nobody sees: what Unicode's data calls Default_Ignorable_Code_Point, controls and format controls,
/// blanks that count as letters or symbols, and the two values that are no characters. Spaces, tabs and line breaks are seen.
/// </summary>
public static class HiddenCharacters
{
    private static readonly CodePoints Hidden = new(
        "0-8 E-1F 7F-84 86-9F AD 34F 61C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 2800 3164 FE00-FE0F FEFF "
            + "FFA0 FFF0-FFFB FFFE-FFFF 13430-1343F 16FE4 1BCA0-1BCA3 1D159 1D173-1D17A E0000-E0FFF"
    );

    /// <summary>
    /// The same definition, with the sequences in which they stay, as a regular expression of JavaScript with the flags
    /// <c>gu</c>: what its first group matches is hidden.
    /// </summary>
    public static string Pattern { get; } = Sequences.Pattern(Hidden);

    /// <summary>True of a character that is hidden by itself, wherever it stands.</summary>
    public static bool Contains(Rune rune) => Hidden.Contains(rune);

    /// <summary>The text without what nobody sees, and with line breaks of one unit.</summary>
    public static string TakeOut(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.All(Invisible.IsSeen))
            return text;
        var visible = new MappedText();
        Invisible.Strip(text, visible);
        return visible.ToString();
    }

    /// <summary>True if nothing in the text can be seen.</summary>
    public static bool IsBlank(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EnumerateRunes().All(rune => Rune.IsWhiteSpace(rune) || Contains(rune));
    }
}
