using System.Text;
using Moderation.Text;

namespace Moderation.Moderator.Lists;

/// <summary>
/// A word of a text as it is matched: its place in either view, and whether a phrase cannot reach over the gap before it.
/// </summary>
internal readonly record struct MatchingWord(int Start, int End, bool AfterBreak);

/// <summary>Cuts texts into words: runs of letters and digits, and symbols, such as emoji, one by one.</summary>
internal static class MatchingWords
{
    public static void Read(MatchingText text, List<MatchingWord> words)
    {
        words.Clear();
        var units = text.Marked;
        var @break = true;
        for (var i = 0; i < units.Length;)
        {
            var (length, isSymbol) = PieceAt(units, i);
            if (length == 0)
            {
                @break |= Breaks(units, i);
                i++;
                continue;
            }

            var end = i + length;
            while (!isSymbol && end < units.Length && PieceAt(units, end) is { Length: > 0, IsSymbol: false } next)
                end += next.Length;
            words.Add(new MatchingWord(i, end, @break));
            @break = false;
            i = end;
        }
    }

    /// <summary>A sentence ends here. A dot within a phrase may be there to hide it.</summary>
    private static bool Breaks(ReadOnlySpan<char> units, int index) =>
        units[index] is '.' or '!' or '?' or '…' && (index + 1 == units.Length || char.IsWhiteSpace(units[index + 1]));

    private static (int Length, bool IsSymbol) PieceAt(ReadOnlySpan<char> units, int index)
    {
        var unit = units[index];
        if (unit < 0x80 || !char.IsSurrogate(unit))
        {
            return char.IsLetterOrDigit(unit) || unit is '@' or '$' ? (1, false)
                : unit >= 0x80 && char.IsSymbol(unit) ? (1, true)
                : (0, false);
        }

        return Rune.DecodeFromUtf16(units[index..], out var rune, out var length) == System.Buffers.OperationStatus.Done
            ? (length, !Rune.IsLetterOrDigit(rune))
            : (0, false);
    }
}
