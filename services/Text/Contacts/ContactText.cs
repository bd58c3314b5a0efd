using System.Buffers;
using System.Globalization;
using System.Text;

namespace Moderation.Text.Contacts;

/// <summary>
/// A text as contacts are looked for in it: what can be seen, in lower case, with digits and letters of typographic fancy and of
/// other alphabets as plain ones, without marks that stand on them. Not as words are matched: that reading takes addresses apart.
/// </summary>
internal sealed class ContactText
{
    private static readonly SearchValues<char> Strokes = SearchValues.Create("|¦!¡");

    private readonly MappedText _plain = new();

    public ContactText(string text)
    {
        var visible = PublicText.Read(text);
        for (var i = 0; i < visible.Length;)
        {
            Rune.DecodeFromUtf16(visible.Units[i..], out var rune, out var length);
            // A joiner or selector is part of the emoji or letter before it, as a mark is.
            if (!Clusters.IsMark(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
                _plain.Append(Plain(rune), visible.ToOriginal(i, i + length));
            i += length;
        }

        Unmarked = string.Create(_plain.Length, _plain, (target, plain) => VietnameseLetters.RemoveMarks(plain.Units, target));
    }

    /// <summary>A unit for each character that is seen; U+FFFD for those of two units that are no digit and no letter.</summary>
    public ReadOnlySpan<char> Units => _plain.Units;

    /// <summary>The same without diacritics, unit by unit.</summary>
    public string Unmarked { get; }

    /// <summary>
    /// <see cref="Units"/> with the strokes between digits read as ones, which mostly only part them; null if there are none.
    /// </summary>
    public string? WithStrokesAsOnes()
    {
        var units = Units;
        if (!units.ContainsAny(Strokes))
            return null;
        var read = units.ToArray();
        for (var i = 1; i + 1 < read.Length; i++)
        {
            if (Strokes.Contains(read[i]) && char.IsAsciiDigit(units[i - 1]) && char.IsAsciiDigit(units[i + 1]))
                read[i] = '1';
        }

        return new string(read);
    }

    public (int Start, int End) ToOriginal(int start, int end) => _plain.ToOriginal(start, end);

    private static char Plain(Rune rune)
    {
        if (rune.IsAscii)
            return char.ToLowerInvariant((char)rune.Value);
        Span<char> units = stackalloc char[2];
        var digit = CharUnicodeInfo.GetDigitValue(new string(units[..rune.EncodeToUtf16(units)]), 0);
        if (digit >= 0)
            return (char)('0' + digit);
        return rune.Value switch
        {
            // Circles that are written for zeros, the full stops of other scripts, and strokes.
            0x3007 or 0x25CB or 0x25EF or 0x2B58 or 0x26AA or 0x2B55 => '0',
            0x3002 or 0xFF61 or 0x0701 or 0x06D4 => '.',
            0x01C0 or 0x2223 or 0x23D0 or 0x2758 => '|',
            '\n' or 0x2028 or 0x2029 => '\n',
            _ => LookAlikes.FoldBase(rune) is { IsBmp: true } folded ? (char)folded.Value : '\uFFFD',
        };
    }
}
