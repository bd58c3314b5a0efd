using System.Globalization;
using System.Text;

namespace Moderation.Text;

/// <summary>Step 3: characters that a reader cannot see but a filter stumbles over.</summary>
internal static class Invisible
{
    private const char Joiner = '\u200D';

    /// <summary>
    /// Copies what can be seen. A joiner or variation selector stays where it belongs to an emoji; a lone surrogate becomes
    /// U+FFFD.
    /// </summary>
    /// <returns>True if something was taken out.</returns>
    public static bool Strip(ReadOnlySpan<char> text, MappedText target)
    {
        var stripped = false;
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (IsOrdinary(unit))
            {
                target.Append(unit, i, i + 1);
                continue;
            }

            if (Rune.DecodeFromUtf16(text[i..], out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                target.Append('\uFFFD', i, i + 1);
            }
            else if (Hides(rune) && !BelongsToEmoji(rune, target.Units, text[(i + length)..]))
            {
                // Line ends of web forms lose their carriage return, and hide nothing.
                stripped |= unit != '\r';
            }
            else
            {
                target.Append(text.Slice(i, length), i, i + length);
            }

            i += length - 1;
        }

        return stripped;
    }

    /// <summary>True for a unit that is seen, alone or not, and hides nothing.</summary>
    public static bool IsSeen(char unit) => IsOrdinary(unit) || (Rune.TryCreate(unit, out var rune) && !Hides(rune));

    private static bool IsOrdinary(char unit) =>
        unit
            is >= ' '
                and < '\u007F'
                or >= '\u00A0'
                and < '\u0300'
                and not '\u00AD'
                or >= '\u1E00'
                and < '\u2000'
                or '\n'
                or '\t';

    private static bool Hides(Rune rune) =>
        rune.Value switch
        {
            // Combining grapheme joiner, fillers, blanks, variation selectors, and the two values that are no characters.
            0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or >= 0x180B and <= 0x180F or 0x2800 or 0x3164 or 0xFFA0 => true,
            >= 0xFE00 and <= 0xFE0F or >= 0xE0000 and <= 0xE0FFF or 0xFFFE or 0xFFFF => true,
            // Arabic number signs are format characters that can be seen.
            >= 0x0600 and <= 0x0605 or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 => false,
            _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control,
        };

    private static bool BelongsToEmoji(Rune rune, ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        if (rune.Value is not (Joiner or 0xFE0E or 0xFE0F))
            return false;
        if (rune.Value == Joiner && before is [.., '\uFE0F'])
            before = before[..^1];
        if (Rune.DecodeLastFromUtf16(before, out var previous, out _) != System.Buffers.OperationStatus.Done)
            return false;
        if (rune.Value != Joiner)
            return IsPictograph(previous) || previous.Value is '#' or '*' or (>= '0' and <= '9');
        return IsPictograph(previous)
            && Rune.DecodeFromUtf16(after, out var next, out _) == System.Buffers.OperationStatus.Done
            && IsPictograph(next);
    }

    /// <summary>Struck-out arrows and the like decompose, and would be judged differently in their two forms.</summary>
    private static bool IsPictograph(Rune rune) =>
        rune.Value is 0x00A9 or 0x00AE or >= 0x1F000 and <= 0x1FAFF
        || (
            rune.Value is >= 0x2100 and <= 0x2BFF or 0x3030 or 0x303D or 0x3297 or 0x3299
            && rune.ToString().IsNormalized(NormalizationForm.FormD)
        );
}
