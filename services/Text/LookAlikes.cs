using System.Text;

namespace Moderation.Text;

/// <summary>Step 5: letters of other alphabets and of typographic fancy, as the lower-case Latin letters that they are read as.</summary>
internal static class LookAlikes
{
    /// <summary>Lower-case letters that compatibility does not lead to Latin, by the letter that they are read as.</summary>
    private static readonly (char Latin, string Letters)[] Confusables =
    [
        ('a', "аαɑᴀ"), ('b', "вьβɓʙ"), ('c', "сϲᴄ"), ('d', "ԁɗᴅ"), ('đ', "ðɖ"), ('e', "еєεᴇ"), ('f', "ꜰ"), ('g', "ɡɢ"), ('h', "һнħʜ"),
        ('i', "іιıɩɪ"), ('j', "јϳᴊ"), ('k', "кκƙᴋ"), ('l', "łʟ"), ('m', "мᴍ"), ('n', "пηŋɴ"), ('o', "оοøᴏ"), ('p', "рρᴘ"), ('q', "ԛ"),
        ('r', "гʀ"), ('s', "ѕςꜱ"), ('t', "тτŧᴛ"), ('u', "иυᴜ"), ('v', "ѵνᴠ"), ('w', "ԝωᴡ"), ('x', "хχ"), ('y', "уʏ"), ('z', "ᴢ"),
    ];

    private static readonly Dictionary<int, char> LatinOf =
        Confusables.SelectMany(row => row.Letters.Select(letter => ((int)letter, row.Latin))).ToDictionary();

    private static readonly char[] Folded = BuildTable();

    /// <summary>Folds, composes and takes off what still joins. Each cluster of the original becomes one letter, mostly.</summary>
    public static void Fold(MappedText source, MappedText target)
    {
        var units = source.Units;
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
            target.Append(FoldCluster(units[i..end]), source.ToOriginal(i, end));
            i = end;
        }
    }

    private static string FoldCluster(ReadOnlySpan<char> cluster)
    {
        var folded = new StringBuilder();
        foreach (var rune in Clusters.Normalize(cluster, NormalizationForm.FormD).EnumerateRunes())
            folded.Append(FoldBase(rune));
        var result = new StringBuilder();
        foreach (var rune in folded.ToString().Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            // A joiner makes a picture of two emoji, and nothing of letters.
            if (!Clusters.Joins(rune) && rune.Value != 0x200D)
                result.Append(WithoutForeignMarks(rune));
        }

        return result.ToString();
    }

    private static string FoldBase(Rune rune)
    {
        if (Rune.IsWhiteSpace(rune))
            return " ";
        if (Clusters.IsMark(rune))
            return rune.ToString();
        // Letters in a dark square have no compatibility form.
        if (rune.Value is >= 0x1F170 and <= 0x1F189)
            return ((char)('a' + rune.Value - 0x1F170)).ToString();
        // Further up are the parts of Korean syllables, which would join their neighbours.
        var single = rune.ToString().Normalize(NormalizationForm.FormKC) is [< '\u0530' and var compatible] ? new Rune(compatible) : rune;
        single = Rune.ToLowerInvariant(single);
        return LatinOf.TryGetValue(single.Value, out var latin) ? latin.ToString() : single.ToString();
    }

    /// <summary><c>ñ</c> → <c>n</c>: a mark that Vietnamese does not have is decoration here.</summary>
    private static string WithoutForeignMarks(Rune rune)
    {
        var text = rune.ToString();
        var first = text.Normalize(NormalizationForm.FormD)[0];
        return rune.IsBmp && !VietnameseLetters.IsLetter((char)rune.Value) && first is >= 'a' and <= 'z' ? first.ToString() : text;
    }

    /// <summary>What a unit that stands alone becomes; 0 where that is not one unit.</summary>
    private static char[] BuildTable()
    {
        var table = new char[0xD800];
        for (var unit = '\0'; unit < table.Length; unit++)
        {
            // Han and Hangul are many and fold to themselves.
            if (unit is >= '\u3400' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7A3')
                table[unit] = unit;
            else if (FoldCluster([unit]) is [var folded])
                table[unit] = folded;
        }

        return table;
    }
}
