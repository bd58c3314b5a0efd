using System.Text;

namespace Moderation.Text;

/// <summary>
/// Steps 2 to 4: the text as the public sees it. Composed (NFC), without invisible characters, with few marks on a base, in no
/// more lines than a page has.
/// </summary>
public static class PublicText
{
    /// <summary>After composition a Vietnamese letter carries none; three serve the scripts that stack them.</summary>
    private const int MostMarks = 3;

    /// <summary>The public text of <paramref name="text"/>.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(text).ToString();
    }

    /// <summary>True if the text holds invisible characters: zero-width, bidirectional controls, soft hyphens, tags.</summary>
    public static bool HidesCharacters(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Invisible.Strip(text, new MappedText());
    }

    /// <summary>The public text with its way back to <paramref name="text"/>.</summary>
    public static MappedText Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var visible = new MappedText();
        Invisible.Strip(text, visible);
        var result = new MappedText();
        var units = visible.Units;
        for (var i = 0; i < units.Length;)
        {
            var end = Clusters.End(units, i);
            // What a joiner stood behind may have lost a mark by now, or have its marks in another order.
            var isLoose =
                Sequences.IsBetween(units[i]) && !Sequences.Keeps(result.Units, new Rune(units[i]), units[(i + 1)..]);
            if (end == i + 1 && units[i] < '\u0300')
                result.Append(visible, i, end);
            else if (!isLoose)
                AppendCapped(Clusters.Normalize(units[i..end], NormalizationForm.FormC), visible.ToOriginal(i, end), result);

            i = end;
        }

        return Lines.Limit(result);
    }

    private static void AppendCapped(string cluster, (int Start, int End) original, MappedText target)
    {
        var marks = 0;
        foreach (var rune in cluster.EnumerateRunes())
        {
            marks = Clusters.IsMark(rune) ? marks + 1 : 0;
            if (marks <= MostMarks)
                target.Append(rune.ToString(), original);
        }
    }
}
