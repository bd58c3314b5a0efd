using System.Buffers;
using System.Text;

namespace Moderation.Text;

/// <summary>Step 3: takes out what a reader cannot see but a filter stumbles over.</summary>
internal static class Invisible
{
    /// <summary>
    /// Copies what can be seen, with the hidden characters that belong to it; every line break becomes <c>\n</c>, a lone
    /// surrogate U+FFFD.
    /// </summary>
    /// <param name="text">As received.</param>
    /// <param name="target">Receives what can be seen.</param>
    /// <param name="sequences">Whether what belongs to an emoji or to a word of another script stays.</param>
    /// <returns>True if something hidden was taken out.</returns>
    public static bool Strip(ReadOnlySpan<char> text, MappedText target, bool sequences = true)
    {
        var stripped = false;
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (IsOrdinary(unit))
            {
                target.Append(unit, i, i + 1);
            }
            else if (LineBreaks.Contains(unit))
            {
                // Web forms send two units for one.
                var end = unit == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? i + 2 : i + 1;
                target.Append('\n', i, end);
                i = end - 1;
            }
            else if (Rune.DecodeFromUtf16(text[i..], out var rune, out var length) != OperationStatus.Done)
            {
                target.Append('\uFFFD', i, i + 1);
            }
            else
            {
                var flag = sequences ? Sequences.FlagAt(text, i) : 0;
                length = Math.Max(length, flag);
                var isHidden =
                    flag == 0
                    && HiddenCharacters.Contains(rune)
                    && !(sequences && Sequences.Keeps(text[..i], rune, text[(i + length)..]));
                if (isHidden)
                    stripped = true;
                else
                    target.Append(text.Slice(i, length), i, i + length);
                i += length - 1;
            }
        }

        return stripped;
    }

    /// <summary>True for a unit that is seen, alone or not, and breaks no line but as <c>\n</c> does.</summary>
    public static bool IsSeen(char unit) =>
        IsOrdinary(unit)
        || (!LineBreaks.Contains(unit) && Rune.TryCreate(unit, out var rune) && !HiddenCharacters.Contains(rune));

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
}
