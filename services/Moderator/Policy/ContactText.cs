using System.Globalization;
using Moderation.Text;

namespace Moderation.Moderator.Policy;

/// <summary>
/// A text as contacts are looked for in it: what can be seen, in lower case, with the digits and letters of typographic fancy as
/// plain ones. Not as words are matched: that reading takes addresses apart.
/// </summary>
internal sealed class ContactText
{
    private readonly MappedText _visible;

    public ContactText(string text)
    {
        _visible = PublicText.Read(text);
        var units = _visible.Units.ToArray();
        for (var i = 0; i < units.Length; i++)
        {
            if (i + 1 < units.Length && char.IsSurrogatePair(units[i], units[i + 1]))
            {
                // A digit of two units becomes the digit and a unit that stands for nothing.
                var digit = CharUnicodeInfo.GetDigitValue(new string(units, i, 2), 0);
                (units[i], units[i + 1]) = digit >= 0 ? ((char)('0' + digit), '\0') : ('\uFFFD', '\uFFFD');
                i++;
                continue;
            }

            units[i] = Plain(units[i]);
        }

        Units = units;
        Unmarked = string.Concat(units.Select(VietnameseLetters.Unmarked));
    }

    public ReadOnlyMemory<char> Units { get; }

    /// <summary>The same without diacritics, unit by unit.</summary>
    public string Unmarked { get; }

    public (int Start, int End) ToOriginal(int start, int end) => _visible.ToOriginal(start, end);

    private static char Plain(char unit)
    {
        if (unit < 0x80)
            return char.ToLowerInvariant(unit);
        var digit = CharUnicodeInfo.GetDigitValue(unit);
        if (digit >= 0)
            return (char)('0' + digit);
        return char.ToLowerInvariant(unit is >= '\uFF01' and <= '\uFF5E' ? (char)(unit - 0xFEE0) : unit);
    }
}
