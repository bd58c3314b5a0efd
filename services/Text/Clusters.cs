using System.Buffers;
using System.Globalization;
using System.Text;

namespace Moderation.Text;

/// <summary>A base with the marks on it: the smallest piece that can be normalised apart from its neighbours.</summary>
internal static class Clusters
{
    /// <summary>
    /// A base under more marks than this, fully decomposed, is an attack on the page or on the processor, and loses them all.
    /// </summary>
    private const int MostMarks = 30;

    /// <summary>Units of a cluster that <see cref="Decompose"/> wrote: a base and its marks, in pairs at most.</summary>
    public const int MostDecomposed = 2 * (MostMarks + 4);

    /// <summary>The end of the cluster that begins at <paramref name="start"/>.</summary>
    public static int End(ReadOnlySpan<char> text, int start)
    {
        var end = start + UnitsAt(text, start);
        while (end < text.Length && Joins(text, end))
            end += UnitsAt(text, end);
        return end;
    }

    /// <summary>True if the unit can stand alone: no mark, no part of a pair, followed by no mark.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text, int index) =>
        index + 1 == text.Length || text[index + 1] < '\u0300' || !Joins(text, index + 1);

    public static string Normalize(ReadOnlySpan<char> cluster, NormalizationForm form)
    {
        if (cluster.Length <= MostMarks / 4)
            return cluster.ToString().Normalize(form);
        Span<char> single = stackalloc char[2];
        Span<char> decomposed = stackalloc char[MostDecomposed];
        var count = 0;
        foreach (var rune in cluster.EnumerateRunes())
        {
            ((ReadOnlySpan<char>)single[..rune.EncodeToUtf16(single)]).TryNormalize(
                decomposed,
                out var written,
                NormalizationForm.FormD
            );
            count += written;
            if (count > MostMarks + 1)
                return BaseOf(cluster);
        }

        return cluster.ToString().Normalize(form);
    }

    /// <summary>Writes the cluster fully decomposed.</summary>
    /// <returns>How many units were written.</returns>
    public static int Decompose(ReadOnlySpan<char> cluster, Span<char> target)
    {
        if (cluster.Length <= MostMarks / 4 && cluster.TryNormalize(target, out var written, NormalizationForm.FormD))
            return written;
        var text = Normalize(cluster, NormalizationForm.FormD);
        text.CopyTo(target);
        return text.Length;
    }

    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    /// <summary>True for a mark, and for a Korean vowel or final, which joins what stands before it as marks do.</summary>
    public static bool Joins(Rune rune) => rune.Value is >= 0x1160 and <= 0x11FF or >= 0xD7B0 and <= 0xD7FF || IsMark(rune);

    private static string BaseOf(ReadOnlySpan<char> cluster)
    {
        Rune.DecodeFromUtf16(cluster, out var first, out _);
        Rune.DecodeFromUtf16(first.ToString().Normalize(NormalizationForm.FormD), out var @base, out _);
        return @base.ToString();
    }

    private static int UnitsAt(ReadOnlySpan<char> text, int index) =>
        index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]) ? 2 : 1;

    private static bool Joins(ReadOnlySpan<char> text, int index) =>
        text[index] >= '\u0300'
        && Rune.DecodeFromUtf16(text[index..], out var rune, out _) == OperationStatus.Done
        && Joins(rune);
}
