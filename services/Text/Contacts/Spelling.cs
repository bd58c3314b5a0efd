namespace Moderation.Text.Contacts;

/// <summary>The signs of addresses as they are written for people alone: <c>(at)</c>, <c>[.]</c>, <c> chấm </c>.</summary>
internal static class Spelling
{
    private static readonly string[] Ats =
    [
        "@",
        "(at)",
        "[at]",
        "{at}",
        "(@)",
        "[@]",
        "{@}",
        "(a còng)",
        "[a còng]",
        "(a cong)",
        "[a cong]",
    ];

    private static readonly string[] AtWords = ["a còng", "a cong", "at"];

    private static readonly string[] Dots = [".", "[.]", "(.)", "{.}", "(dot)", "[dot]", "{dot}", "(chấm)", "[chấm]"];

    private static readonly string[] DotWords = ["chấm", "cham", "dot"];

    /// <summary>Spaces on one side of a sign.</summary>
    private const int MostSpaces = 3;

    /// <summary>The stretch of an at sign with the spaces around it, if one begins at <paramref name="index"/>.</summary>
    public static (int Start, int End)? At(ReadOnlySpan<char> units, int index) =>
        SignAt(units, index, Ats, AtWords);

    /// <inheritdoc cref="At"/>
    public static (int Start, int End)? Dot(ReadOnlySpan<char> units, int index) =>
        SignAt(units, index, Dots, DotWords);

    private static (int Start, int End)? SignAt(ReadOnlySpan<char> units, int index, string[] signs, string[] words)
    {
        foreach (var sign in signs)
        {
            if (units[index..].StartsWith(sign))
                return WithSpaces(units, index, index + sign.Length);
        }

        foreach (var word in words)
        {
            var end = index + word.Length;
            if (
                units[index..].StartsWith(word)
                && index > 0
                && end < units.Length
                && units[index - 1] == ' '
                && units[end] == ' '
            )
                return WithSpaces(units, index, end);
        }

        return null;
    }

    private static (int Start, int End) WithSpaces(ReadOnlySpan<char> units, int start, int end)
    {
        var (least, most) = (Math.Max(0, start - MostSpaces), Math.Min(units.Length, end + MostSpaces));
        while (start > least && IsSpace(units[start - 1]))
            start--;
        while (end < most && IsSpace(units[end]))
            end++;
        return (start, end);
    }

    /// <summary>What may stand around a sign within an address: also the end of a line.</summary>
    public static bool IsSpace(char unit) => unit is ' ' or '\t' or '\n';
}
