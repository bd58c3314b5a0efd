namespace Moderation.Text.Contacts;

/// <summary>
/// Digits as they follow one another in a text, with whatever signs, spaces and line ends stand between them, and with the
/// letters that are typed for digits.
/// </summary>
internal readonly ref struct DigitChain
{
    public const int MostDigits = 19;

    /// <summary>Units between two digits of one number, such as a line of dots: a bound to the work.</summary>
    private const int MostSeparators = 64;

    private readonly Span<char> _digits;
    private readonly Span<int> _ends;

    /// <summary>Reads from <paramref name="start"/>, where a digit or a plus sign is.</summary>
    public DigitChain(ReadOnlySpan<char> units, int start, Span<char> digits, Span<int> ends)
    {
        Start = start;
        _digits = digits;
        _ends = ends;
        HasPlus = units[start] == '+';
        var separators = 0;
        for (var i = HasPlus ? start + 1 : start; i < units.Length && Count < MostDigits; i++)
        {
            if (DigitAt(units, i) is { } digit)
            {
                digits[Count] = digit;
                ends[Count++] = i + 1;
                separators = 0;
            }
            else if (IsWord(units[i]) || ++separators > MostSeparators)
            {
                break;
            }
        }
    }

    public int Start { get; }

    public bool HasPlus { get; }

    public int Count { get; }

    public ReadOnlySpan<char> Digits => _digits[..Count];

    /// <summary>One past the place of each digit.</summary>
    public ReadOnlySpan<int> Ends => _ends[..Count];

    /// <summary>The digits of a text that holds nothing else but signs, after a plus sign if it begins with one.</summary>
    public static string? Whole(ReadOnlySpan<char> units)
    {
        var digits = new System.Text.StringBuilder();
        for (var i = 0; i < units.Length; i++)
        {
            if (DigitAt(units, i) is { } digit)
                digits.Append(digit);
            else if (IsWord(units[i]))
                return null;
            else if (units[i] == '+' && digits.Length == 0)
                digits.Append('+');
        }

        return digits.Length is > 0 and <= MostDigits ? digits.ToString() : null;
    }

    /// <summary>
    /// Letters stand for digits only between digits, or beside them when they are zeros or ones or, behind, twos, and only if no
    /// other letter touches them; zeros and ones also as a group of their own, <c>09oo ooo o33</c>.
    /// </summary>
    public static char? DigitAt(ReadOnlySpan<char> units, int index)
    {
        if (char.IsAsciiDigit(units[index]))
            return units[index];
        if (ReadAs(units[index]) is not { } digit)
            return null;
        var (before, after) = (index, index + 1);
        while (before > 0 && index - before < 3 && ReadAs(units[before - 1]) is not null)
            before--;
        while (after < units.Length && after - index < 4 && ReadAs(units[after]) is not null)
            after++;
        var isBehind = before > 0 && char.IsAsciiDigit(units[before - 1]);
        var isAhead = after < units.Length && char.IsAsciiDigit(units[after]);
        if ((before > 0 && char.IsLetter(units[before - 1])) || (after < units.Length && char.IsLetter(units[after])))
            return null;
        return isBehind && isAhead ? digit
            : isAhead && !units[before..after].ContainsAnyExcept('o', 'l', 'i') ? digit
            : isBehind && !units[before..after].ContainsAnyExcept("oliz") ? digit
            : !isBehind && IsGroup(units, before, after) ? digit
            : null;
    }

    /// <summary>Two and more zeros and ones by themselves, one sign or space from groups on both sides.</summary>
    private static bool IsGroup(ReadOnlySpan<char> units, int start, int end) =>
        end - start >= 2
        && start >= 2
        && end + 1 < units.Length
        && EndsGroup(units[start - 2])
        && EndsGroup(units[end + 1])
        && !units[start..end].ContainsAnyExcept('o', 'l');

    private static bool EndsGroup(char unit) => char.IsAsciiDigit(unit) || unit is 'o' or 'l';

    /// <summary>
    /// A digit, or a letter that is read as Latin; those of other scripts, such as <c>ー</c>, <c>一</c> and <c>ㅡ</c>, are drawn
    /// between digits as the dashes and dots that they look like.
    /// </summary>
    private static bool IsWord(char unit) =>
        char.IsLetterOrDigit(unit) && unit is < '\u02B0' or (>= '\u1E00' and <= '\u1EFF');

    private static char? ReadAs(char unit) =>
        unit switch
        {
            'o' => '0',
            'l' or 'i' => '1',
            'z' => '2',
            'e' or 'з' or 'э' => '3',
            'a' or 'ч' => '4',
            's' => '5',
            'б' => '6',
            't' => '7',
            'b' => '8',
            'g' or 'q' => '9',
            _ => null,
        };
}
