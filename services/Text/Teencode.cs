namespace Moderation.Text;

/// <summary>
/// Step 8: neutral shorthand is written out; profane shorthand (đm, vcl, clgt) is kept, since it is the signal.
/// </summary>
internal static class Teencode
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["k"] = "không",
        ["ko"] = "không",
        ["kh"] = "không",
        ["hok"] = "không",
        ["hk"] = "không",
        ["khg"] = "không",
        ["klq"] = "không liên quan",
        ["đc"] = "được",
        ["dc"] = "được",
        ["vs"] = "với",
        ["z"] = "vậy",
        ["zậy"] = "vậy",
        ["r"] = "rồi",
        ["rùi"] = "rồi",
        ["j"] = "gì",
        ["cx"] = "cũng",
        ["cg"] = "cũng",
        ["ng"] = "người",
        ["ngta"] = "người ta",
        ["ntn"] = "như thế nào",
        ["nhìu"] = "nhiều",
        ["bh"] = "bây giờ",
        ["bjo"] = "bây giờ",
        ["mn"] = "mọi người",
        ["mng"] = "mọi người",
        ["mk"] = "mình",
        ["trc"] = "trước",
        ["lun"] = "luôn",
        ["wa"] = "quá",
        ["wá"] = "quá",
        ["thik"] = "thích",
        ["iu"] = "yêu",
        ["bik"] = "biết",
        ["lm"] = "làm",
        ["vn"] = "việt nam",
        ["sđt"] = "số điện thoại",
        ["sdt"] = "số điện thoại",
        ["đt"] = "điện thoại",
        ["ae"] = "anh em",
        ["tks"] = "cảm ơn",
        ["thanks"] = "cảm ơn",
        ["cmt"] = "bình luận",
        ["nt"] = "nhắn tin",
        ["ib"] = "nhắn tin",
        ["inbox"] = "nhắn tin",
        ["qc"] = "quảng cáo",
        ["cty"] = "công ty",
        ["hs"] = "học sinh",
        ["gv"] = "giáo viên",
        ["ny"] = "người yêu",
        ["nyc"] = "người yêu cũ",
    };

    private const int LongestKey = 6;

    /// <summary>
    /// A bit for each first letter, last letter and length of the shorthand: most words fail here, without a look into the
    /// dictionary.
    /// </summary>
    private static readonly bool[] Shapes = BuildShapes();

    public static IEnumerable<KeyValuePair<string, string>> Entries => Meanings;

    /// <summary>False if no word of the text is shorthand.</summary>
    public static bool Any(ReadOnlySpan<char> units)
    {
        var meanings = Meanings.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < units.Length; i++)
        {
            var end = Words.End(units, i);
            if (end - i is > 0 and <= LongestKey && Shapes[ShapeOf(units[i..end])] && meanings.ContainsKey(units[i..end]))
                return true;
            i = Math.Max(i, end);
        }

        return false;
    }

    /// <summary>
    /// Leaves alone what signs tie to a single letter: that may be a broken word, and must read the same again.
    /// </summary>
    public static void Expand(MappedText source, MappedText target)
    {
        var units = source.Units;
        for (var i = 0; i < units.Length;)
        {
            if (!Words.IsPart(units[i]))
            {
                target.Append(source, i, i + 1);
                i++;
                continue;
            }

            var chain = SpacedWords.TightChain(units, i);
            if (chain.HasSingle && chain.End > i + 1)
                target.Append(source, i, chain.End);
            else
                ExpandWords(source, i, chain.End, target);
            i = chain.End;
        }
    }

    private static void ExpandWords(MappedText source, int start, int end, MappedText target)
    {
        var meanings = Meanings.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = start; i < end;)
        {
            var stop = Words.End(source.Units, i);
            if (stop - i is > 0 and <= LongestKey && meanings.TryGetValue(source.Units[i..stop], out var meaning))
            {
                target.Append(meaning, source.ToOriginal(i, stop));
            }
            else
            {
                stop = Math.Max(stop, i + 1);
                target.Append(source, i, stop);
            }

            i = stop;
        }
    }

    private static bool[] BuildShapes()
    {
        var shapes = new bool[1024];
        foreach (var key in Meanings.Keys)
            shapes[ShapeOf(key)] = true;
        return shapes;
    }

    private static int ShapeOf(ReadOnlySpan<char> word) => (word[0] * 131 + word[^1] * 17 + word.Length) & 1023;
}
