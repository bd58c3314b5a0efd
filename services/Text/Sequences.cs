using System.Buffers;
using System.Text;

namespace Moderation.Text;

/// <summary>
/// Where a character that is hidden by itself belongs to what is seen: in an emoji sequence (UTS #51), where the joining rules of
/// a script allow it (RFC 5892, appendix A), or as a selector of the letter before it. The tables are emoji-data.txt,
/// DerivedJoiningType.txt and DerivedCombiningClass.txt.
/// </summary>
internal static class Sequences
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;
    private const int TextStyle = 0xFE0E;
    private const int EmojiStyle = 0xFE0F;
    private const int MongolianSeparator = 0x180E;
    private const int Keycap = 0x20E3;

    /// <summary>Marks between a letter and a joiner: a bound to the work, which no word of any script comes near.</summary>
    private const int MostTransparent = 8;

    /// <summary>A struck-out arrow is another character once it is composed.</summary>
    private const int Stroke = 0x0338;

    private const string SkinTones = "1F3FB-1F3FF";

    private const string Mongolian = "1820-1878 1880-18AA";

    private const string MongolianEnds = "1820-1821";

    private const string MongolianSelectors = "180B-180D 180F";

    private const string Han = "3400-4DBF 4E00-9FFF F900-FA6D FA70-FAD9 20000-2FA1D 30000-33479";

    private const string HanSelectors = "FE00-FE02 E0100-E01EF";

    private const string Emoji =
        "A9 AE 203C 2049 2122 2139 2194-2199 21A9-21AA 231A-231B 2328 23CF 23E9-23F3 23F8-23FA 24C2 25AA-25AB 25B6 25C0 "
        + "25FB-25FE 2600-2604 260E 2611 2614-2615 2618 261D 2620 2622-2623 2626 262A 262E-262F 2638-263A 2640 2642 "
        + "2648-2653 265F-2660 2663 2665-2666 2668 267B 267E-267F 2692-2697 2699 269B-269C 26A0-26A1 26A7 26AA-26AB "
        + "26B0-26B1 26BD-26BE 26C4-26C5 26C8 26CE-26CF 26D1 26D3-26D4 26E9-26EA 26F0-26F5 26F7-26FA 26FD 2702 2705 "
        + "2708-270D 270F 2712 2714 2716 271D 2721 2728 2733-2734 2744 2747 274C 274E 2753-2755 2757 2763-2764 2795-2797 "
        + "27A1 27B0 27BF 2934-2935 2B05-2B07 2B1B-2B1C 2B50 2B55 3030 303D 3297 3299 1F004 1F0CF 1F170-1F171 1F17E-1F17F "
        + "1F18E 1F191-1F19A 1F201-1F202 1F21A 1F22F 1F232-1F23A 1F250-1F251 1F300-1F321 1F324-1F393 1F396-1F397 "
        + "1F399-1F39B 1F39E-1F3F0 1F3F3-1F3F5 1F3F7-1F3FA 1F400-1F4FD 1F4FF-1F53D 1F549-1F54E 1F550-1F567 1F56F-1F570 "
        + "1F573-1F57A 1F587 1F58A-1F58D 1F590 1F595-1F596 1F5A4-1F5A5 1F5A8 1F5B1-1F5B2 1F5BC 1F5C2-1F5C4 1F5D1-1F5D3 "
        + "1F5DC-1F5DE 1F5E1 1F5E3 1F5E8 1F5EF 1F5F3 1F5FA-1F64F 1F680-1F6C5 1F6CB-1F6D2 1F6D5-1F6D8 1F6DC-1F6E5 1F6E9 "
        + "1F6EB-1F6EC 1F6F0 1F6F3-1F6FC 1F7E0-1F7EB 1F7F0 1F90C-1F93A 1F93C-1F945 1F947-1F9FF 1FA70-1FA7C 1FA80-1FA8A "
        + "1FA8E-1FAC6 1FAC8 1FACD-1FADC 1FADF-1FAEA 1FAEF-1FAF8";

    private const string Viramas =
        "94D 9CD A4D ACD B4D BCD C4D CCD D3B-D3C D4D DCA E3A EBA F84 1039-103A 1714-1715 1734 17D2 1A60 1B44 1BAA-1BAB "
        + "1BF2-1BF3 2D7F A806 A82C A8C4 A953 A9C0 AAF6 ABED 10A3F 11046 11070 1107F 110B9 11133-11134 111C0 11235 112EA "
        + "1134D 11442 114C2 115BF 1163F 116B6 1172B 11839 1193D-1193E 119E0 11A34 11A47 11A99 11C3F 11D44-11D45 11D97";

    private const string JoinsNext =
        "620 626 628 62A-62E 633-63F 641-647 649-64A 66E-66F 678-687 69A-6BF 6C1-6C2 6CC 6CE 6D0-6D1 6FA-6FC 6FF "
        + "712-714 71A-71D 71F-727 729 72B 72D-72E 74E-758 75C-76A 76D-770 772 775-777 77A-77F 7CA-7EA 841-845 848 "
        + "84A-853 855 860 862-865 868 886 889-88D 8A0-8A9 8AF-8B0 8B3-8B8 8BA-8C8 1807 1820-1878 1887-18A8 18AA "
        + "A840-A872 10AC0-10AC4 10ACD 10AD3-10ADC 10ADE-10AE0 10AEB-10AEE 10B80 10B82 10B86-10B88 10B8A-10B8B 10B8D "
        + "10B90 10BAD-10BAE 10D00-10D21 10D23 10F30-10F32 10F34-10F44 10F51-10F53 10F70-10F73 10F76-10F81 10FB0 "
        + "10FB2-10FB3 10FB8 10FBB-10FBC 10FBE-10FBF 10FC1 10FC4 10FCA-10FCB 1E900-1E943";

    private const string JoinsPrevious =
        "620 622-63F 641-64A 66E-66F 671-673 675-6D3 6D5 6EE-6EF 6FA-6FC 6FF 710 712-72F 74D-77F 7CA-7EA 840-858 860 "
        + "862-865 867-86A 870-882 886 889-88E 8A0-8AC 8AE-8C8 1807 1820-1878 1887-18A8 18AA A840-A871 10AC0-10AC5 10AC7 "
        + "10AC9-10ACA 10ACE-10AD6 10AD8-10AE1 10AE4 10AEB-10AEF 10B80-10B91 10BA9-10BAE 10D01-10D23 10F30-10F44 "
        + "10F51-10F54 10F70-10F81 10FB0 10FB2-10FB6 10FB8-10FBF 10FC1-10FC4 10FC9-10FCA 1E900-1E943";

    private static readonly CodePoints Pictures = new(Emoji);
    private static readonly CodePoints Tones = new(SkinTones);
    private static readonly CodePoints Killers = new(Viramas);
    private static readonly CodePoints Leading = new(JoinsNext);
    private static readonly CodePoints Trailing = new(JoinsPrevious);
    private static readonly CodePoints MongolianLetters = new(Mongolian);
    private static readonly CodePoints MongolianVowels = new(MongolianEnds);
    private static readonly CodePoints MongolianVariants = new(MongolianSelectors);
    private static readonly CodePoints Ideographs = new(Han);
    private static readonly CodePoints IdeographVariants = new(HanSelectors);

    /// <summary>The flags that are written as a black flag and tags: England, Scotland, Wales.</summary>
    private static readonly string[] Flags = [.. new[] { "gbeng", "gbsct", "gbwls" }.Select(Flag)];

    /// <summary>
    /// What <see cref="FlagAt"/> and <see cref="Keeps"/> know, as a regular expression of JavaScript with the flag <c>u</c>: its
    /// first group is one that is hidden.
    /// </summary>
    public static string Pattern(CodePoints hidden) =>
        $"{string.Join('|', Flags)}|(?!{string.Join('|', Kept())})([{hidden.Class}])";

    /// <summary>How many units a flag with its tags takes, 0 if none begins here.</summary>
    public static int FlagAt(ReadOnlySpan<char> text, int index)
    {
        if (text[index] != Flags[0][0])
            return 0;
        foreach (var flag in Flags)
        {
            if (text[index..].StartsWith(flag))
                return flag.Length;
        }

        return 0;
    }

    /// <summary>Whether a hidden character is, between what stands before and behind it, a part of what is seen.</summary>
    public static bool Keeps(ReadOnlySpan<char> before, Rune rune, ReadOnlySpan<char> after)
    {
        var last = Last(before);
        return rune.Value switch
        {
            TextStyle => Pictures.Contains(last),
            EmojiStyle => Pictures.Contains(last) || (IsKeycap(last) && First(after).Value == Keycap),
            ZeroWidthNonJoiner => Killers.Contains(last) || (JoinsBefore(before) && JoinsAfter(after)),
            ZeroWidthJoiner => Killers.Contains(last) || (EndsPicture(before) && BeginsPicture(after)),
            MongolianSeparator => MongolianLetters.Contains(last) && MongolianVowels.Contains(First(after)),
            _ when MongolianVariants.Contains(rune) => MongolianLetters.Contains(last),
            _ => IdeographVariants.Contains(rune) && Ideographs.Contains(last),
        };
    }

    /// <summary>True of what stands between two letters, and is told by both whether it belongs to them.</summary>
    public static bool IsBetween(char unit) =>
        unit is (char)ZeroWidthNonJoiner or (char)ZeroWidthJoiner or (char)MongolianSeparator;

    private static IEnumerable<string> Kept() =>
        [
            $@"(?<=[{Pictures.Class}])[\uFE0E\uFE0F]",
            @"(?<=[0-9#*])\uFE0F(?=\u20E3)",
            $@"(?<=[{Killers.Class}])[\u200C\u200D]",
            $@"(?<=[{Leading.Class}][\p{{M}}\p{{Cf}}]{{0,{MostTransparent}}})\u200C"
                + $@"(?=[\p{{M}}\p{{Cf}}]{{0,{MostTransparent}}}[{Trailing.Class}])",
            $@"(?<=[{Pictures.Class}][{Tones.Class}]?\uFE0F?)\u200D(?=[{Pictures.Class}](?!\u0338))",
            $@"(?<=[{MongolianLetters.Class}])\u180E(?=[{MongolianVowels.Class}])",
            $@"(?<=[{MongolianLetters.Class}])[{MongolianVariants.Class}]",
            $@"(?<=[{Ideographs.Class}])[{IdeographVariants.Class}]",
        ];

    private static bool IsKeycap(Rune rune) => rune.Value is (>= '0' and <= '9') or '#' or '*';

    /// <summary>An emoji, with the tone of its skin, with its selector.</summary>
    private static bool EndsPicture(ReadOnlySpan<char> before)
    {
        if (Last(before).Value == EmojiStyle)
            before = before[..^1];
        var last = Last(before);
        return Pictures.Contains(Tones.Contains(last) ? Last(before[..^last.Utf16SequenceLength]) : last)
            || Pictures.Contains(last);
    }

    private static bool BeginsPicture(ReadOnlySpan<char> after)
    {
        var first = First(after);
        return Pictures.Contains(first)
            && (after.Length == first.Utf16SequenceLength || after[first.Utf16SequenceLength] != Stroke);
    }

    private static bool JoinsBefore(ReadOnlySpan<char> before)
    {
        for (var i = 0; i < MostTransparent && IsTransparent(Last(before)); i++)
            before = before[..^Last(before).Utf16SequenceLength];
        return Leading.Contains(Last(before));
    }

    private static bool JoinsAfter(ReadOnlySpan<char> after)
    {
        for (var i = 0; i < MostTransparent && IsTransparent(First(after)); i++)
            after = after[First(after).Utf16SequenceLength..];
        return Trailing.Contains(First(after));
    }

    private static bool IsTransparent(Rune rune) =>
        Clusters.IsMark(rune) || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format;

    /// <summary>U+0000, which is in no table, where there is none.</summary>
    private static Rune First(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done ? rune : default;

    private static Rune Last(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(text, out var rune, out _) == OperationStatus.Done ? rune : default;

    private static string Flag(string region) =>
        "🏴" + string.Concat(region.Select(letter => new Rune(0xE0000 + letter).ToString())) + "\U000E007F";
}
