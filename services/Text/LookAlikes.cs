using System.Text;

namespace Moderation.Text;

/// <summary>
/// Step 5: letters of other alphabets and of typographic fancy, as the lower-case Latin letters that they are read as.
/// </summary>
internal static class LookAlikes
{
    /// <summary>
    /// A cluster's units after decomposition, which <see cref="Clusters"/> bounds; the longest compatibility form has 18.
    /// </summary>
    private const int MostFolded = Clusters.MostDecomposed;

    /// <summary>Lower-case letters that compatibility does not lead to Latin, by the letter that they are read as.</summary>
    private static readonly (char Latin, string Letters)[] Confusables =
    [
        ('a', "аαɑᴀ"),
        ('b', "вьβɓʙƅ"),
        ('c', "сϲᴄ"),
        ('d', "ԁɗᴅժ"),
        ('đ', "ðɖ"),
        ('e', "еєεᴇҽ"),
        ('f', "ꜰք"),
        ('g', "ɡɢցԍ"),
        ('h', "һнħʜհ"),
        ('i', "іιıɩɪ"),
        ('j', "јϳᴊ"),
        ('k', "кκƙᴋ"),
        ('l', "łʟӏ"),
        ('m', "мᴍ"),
        ('n', "пηŋɴոռ"),
        ('o', "оοøᴏօ"),
        ('p', "рρᴘ"),
        ('q', "ԛզ"),
        ('r', "гʀ"),
        ('s', "ѕςꜱ"),
        ('t', "тτŧᴛ"),
        ('u', "иυᴜսʋ"),
        ('v', "ѵνᴠ"),
        ('w', "ԝωᴡѡա"),
        ('x', "хχ"),
        ('y', "уʏү"),
        ('z', "ᴢ"),
    ];

    private static readonly Dictionary<int, char> LatinOf = Confusables
        .SelectMany(row => row.Letters.Select(letter => ((int)letter, row.Latin)))
        .ToDictionary();

    /// <summary>What each base becomes, but for the two values that are no characters.</summary>
    private static readonly char[] FoldedBase =
    [
        .. Enumerable
            .Range(0, 0xFFFE)
            .Select(unit => char.IsSurrogate((char)unit) ? '\0' : (char)FoldBaseByRules(new Rune(unit)).Value),
    ];

    private static readonly char[] Folded = BuildTable();

    /// <summary><see cref="Folded"/> of the letters and signs that are seen, and join nothing, in every neighbourhood.</summary>
    private static readonly char[] PlainFolded =
    [
        .. Folded
            .Take(0x3000)
            .Select((folded, unit) => Invisible.IsSeen((char)unit) && !Clusters.Joins(new Rune((char)unit)) ? folded : '\0'),
    ];

    /// <summary>Strips and folds a text of letters and signs that each stand for themselves, as nearly all are.</summary>
    /// <returns>False if it is not such a text; the target is then to be written anew.</returns>
    public static bool FoldPlain(ReadOnlySpan<char> text, MappedText target) => target.Become(text, PlainFolded);

    /// <summary>
    /// Folds, composes and takes off what still joins. Each cluster of the original becomes one letter, mostly.
    /// </summary>
    public static void Fold(MappedText source, MappedText target)
    {
        var units = source.Units;
        Span<char> folded = stackalloc char[MostFolded];
        for (var i = 0; i < units.Length;)
        {
            var unit = units[i];
            if (unit < '\uD800' && Folded[unit] != 0 && Clusters.IsPlain(units, i))
            {
                target.Append(Folded[unit], source.ToOriginal(i, i + 1));
                i++;
                continue;
            }

            var end = Clusters.End(units, i);
            if (IsEmoji(units[i..end]))
                target.Append(source, i, end);
            else
                target.Append(folded[..FoldCluster(units[i..end], folded)], source.ToOriginal(i, end));
            i = end;
        }
    }

    /// <summary>An emoji without marks folds to itself.</summary>
    private static bool IsEmoji(ReadOnlySpan<char> cluster) =>
        cluster is [var high, var low]
        && char.IsSurrogatePair(high, low)
        && char.ConvertToUtf32(high, low) is >= 0x1F300 and <= 0x1FAFF;

    /// <returns>How many units were written.</returns>
    private static int FoldCluster(ReadOnlySpan<char> cluster, Span<char> target)
    {
        Span<char> decomposed = stackalloc char[MostFolded];
        Span<char> folded = stackalloc char[MostFolded];
        var length = 0;
        foreach (var rune in decomposed[..Clusters.Decompose(cluster, decomposed)].EnumerateRunes())
            length += FoldBase(rune).EncodeToUtf16(folded[length..]);
        Normalize(folded[..length], decomposed, NormalizationForm.FormC, out length);
        var written = 0;
        foreach (var rune in decomposed[..length].EnumerateRunes())
        {
            if (!Clusters.Joins(rune))
                written += WithoutForeignMarks(rune).EncodeToUtf16(target[written..]);
        }

        return written;
    }

    public static Rune FoldBase(Rune rune) =>
        rune.Value < FoldedBase.Length ? new Rune(FoldedBase[rune.Value]) : FoldBaseByRules(rune);

    private static Rune FoldBaseByRules(Rune rune)
    {
        if (Rune.IsWhiteSpace(rune))
            return new Rune(' ');
        if (Clusters.IsMark(rune))
            return rune;
        // Letters in a dark square have no compatibility form.
        if (rune.Value is >= 0x1F170 and <= 0x1F189)
            return new Rune((char)('a' + rune.Value - 0x1F170));
        var single = Rune.ToLowerInvariant(Compatible(rune));
        return LatinOf.TryGetValue(single.Value, out var latin) ? new Rune(latin) : single;
    }

    private static Rune Compatible(Rune rune)
    {
        // Han and Hangul are many and have none.
        if (rune.IsAscii || rune.Value is >= 0x3400 and <= 0x9FFF or >= 0xAC00 and <= 0xD7A3)
            return rune;
        Span<char> units = stackalloc char[2];
        Span<char> compatible = stackalloc char[MostFolded];
        Normalize(units[..rune.EncodeToUtf16(units)], compatible, NormalizationForm.FormKC, out var length);
        // Further up are the parts of Korean syllables, which would join their neighbours.
        return length == 1 && compatible[0] < '\u0530' ? new Rune(compatible[0]) : rune;
    }

    /// <summary><c>ñ</c> → <c>n</c>: a mark that Vietnamese does not have is decoration here.</summary>
    private static Rune WithoutForeignMarks(Rune rune)
    {
        // Further up nothing decomposes into a Latin letter.
        if (rune.IsAscii || rune.Value >= 0x2000 || VietnameseLetters.IsLetter((char)rune.Value))
            return rune;
        Span<char> decomposed = stackalloc char[MostFolded];
        Normalize([(char)rune.Value], decomposed, NormalizationForm.FormD, out _);
        return decomposed[0] is >= 'a' and <= 'z' ? new Rune(decomposed[0]) : rune;
    }

    private static void Normalize(ReadOnlySpan<char> text, Span<char> target, NormalizationForm form, out int length)
    {
        if (!text.TryNormalize(target, out length, form))
            throw new InvalidOperationException("A cluster grew beyond its bound.");
    }

    /// <summary>What a unit that stands alone becomes; 0 where that is not one unit.</summary>
    private static char[] BuildTable()
    {
        var table = new char[0xD800];
        Span<char> folded = stackalloc char[MostFolded];
        for (var unit = '\0'; unit < table.Length; unit++)
        {
            // Han and Hangul are many and fold to themselves.
            if (unit is >= '\u3400' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7A3')
                table[unit] = unit;
            else if (FoldCluster([unit], folded) == 1)
                table[unit] = folded[0];
        }

        return table;
    }
}
