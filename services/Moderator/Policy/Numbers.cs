using System.Buffers;

namespace Moderation.Moderator.Policy;

/// <summary>
/// Phone numbers as Vietnamese write them, however they are spaced, and account numbers beside a word for a bank.
/// </summary>
internal static class Numbers
{
    private const int MostSeparators = 3;
    private const int MostDigits = 19;

    /// <summary>How far before its number a word for an account may stand.</summary>
    private const int Reach = 40;

    private static readonly SearchValues<char> Separators = SearchValues.Create(" .-_()/*\0\u00A0");

    private static readonly string[] AccountWords =
    [
        "stk",
        "so tai khoan",
        "so tk",
        "tai khoan",
        "account",
        "vietcombank",
        "vcb",
        "techcombank",
        "tcb",
        "mbbank",
        "mb bank",
        "bidv",
        "agribank",
        "vietinbank",
        "acb",
        "sacombank",
        "tpbank",
        "vpbank",
        "vib",
        "momo",
        "chuyen khoan",
    ];

    public static void Find(ReadOnlySpan<char> units, string unmarked, List<(ContactKind Kind, int Start, int End)> found)
    {
        Span<int> ends = stackalloc int[MostDigits];
        Span<char> digits = stackalloc char[MostDigits];
        for (var i = 0; i < units.Length; i++)
        {
            if (!Begins(units, i) || IsFound(found, i))
                continue;
            var count = Read(units, i, digits, ends);
            if (PhoneEnd(units, i, digits[..count], ends) is { } phone)
            {
                found.Add((ContactKind.Phone, i, phone));
                i = phone - 1;
            }
            else if (count >= 6 && FollowsAccountWord(unmarked, i) && !IsMoney(units[i..ends[count - 1]]))
            {
                found.Add((ContactKind.BankAccount, i, ends[count - 1]));
                i = ends[count - 1] - 1;
            }
        }
    }

    private static bool IsFound(List<(ContactKind Kind, int Start, int End)> found, int at)
    {
        foreach (var (_, start, end) in found)
        {
            if (start <= at && at < end)
                return true;
        }

        return false;
    }

    /// <summary>A number begins at a digit, a plus sign, or an <c>o</c> written for a zero.</summary>
    private static bool Begins(ReadOnlySpan<char> units, int index)
    {
        if (index > 0 && (char.IsLetterOrDigit(units[index - 1]) || units[index - 1] == '+'))
            return false;
        // The rest of a date or of a sum is no number of its own.
        if (index > 1 && units[index - 1] is '.' or '/' or '-' && char.IsAsciiDigit(units[index - 2]))
            return false;
        return char.IsAsciiDigit(units[index])
            || (units[index] is '+' or 'o' && index + 1 < units.Length && char.IsAsciiDigit(units[index + 1]));
    }

    /// <summary>Digits from <paramref name="start"/>, and for each the place behind it.</summary>
    private static int Read(ReadOnlySpan<char> units, int start, Span<char> digits, Span<int> ends)
    {
        var (count, separators) = (0, 0);
        for (var i = units[start] == '+' ? start + 1 : start; i < units.Length && count < digits.Length; i++)
        {
            if (DigitAt(units, i) is { } digit)
            {
                digits[count] = digit;
                ends[count++] = i + 1;
                separators = 0;
            }
            else if (!Separators.Contains(units[i]) || ++separators > MostSeparators)
            {
                break;
            }
        }

        return count;
    }

    /// <summary>Letters stand for digits only between digits, or before them.</summary>
    private static char? DigitAt(ReadOnlySpan<char> units, int index)
    {
        if (char.IsAsciiDigit(units[index]))
            return units[index];
        var before = index > 0 && char.IsAsciiDigit(units[index - 1]);
        var after = index + 1 < units.Length && char.IsAsciiDigit(units[index + 1]);
        return units[index] switch
        {
            'o' when after => '0',
            'l' or 'i' when before && after => '1',
            _ => null,
        };
    }

    /// <returns>Null when no prefix of the digits that ends with a group is a phone number.</returns>
    private static int? PhoneEnd(ReadOnlySpan<char> units, int start, ReadOnlySpan<char> digits, ReadOnlySpan<int> ends)
    {
        for (var count = Math.Min(digits.Length, 13); count >= 9; count--)
        {
            var end = ends[count - 1];
            var isGroup = end == units.Length || !char.IsLetterOrDigit(units[end]);
            if (
                isGroup
                && IsPhone(digits[..count], hasPlus: units[start] == '+')
                && !IsDate(units[start..end])
                && !IsMoney(units[start..end])
            )
                return end;
        }

        return null;
    }

    private static bool IsPhone(ReadOnlySpan<char> digits, bool hasPlus) =>
        digits switch
        {
            ['0', '3' or '5' or '7' or '8' or '9', ..] => digits.Length == 10,
            ['0', '2', ..] => digits.Length == 11,
            ['8', '4', '0', '3' or '5' or '7' or '8' or '9', ..] => digits.Length == 12,
            ['8', '4', '3' or '5' or '7' or '8' or '9', ..] => digits.Length == 11,
            _ => hasPlus && digits is [not '0', ..] && digits.Length is >= 9 and <= 13,
        };

    /// <summary><c>09.12.2024 15</c> has the digits of a phone number.</summary>
    private static bool IsDate(ReadOnlySpan<char> number) =>
        number is [_, _, '.' or '-' or '/', _, _, '.' or '-' or '/', '1' or '2', _, _, _, ..]
        && number[2] == number[5]
        && (number.Length == 10 || !char.IsAsciiDigit(number[10]));

    /// <summary><c>84.500.000.000</c>: groups of three behind the first, with one sign between them.</summary>
    private static bool IsMoney(ReadOnlySpan<char> number)
    {
        var first = number.IndexOfAny('.', ' ');
        if (first is not (1 or 2 or 3) || number[0] is '0' or '+')
            return false;
        for (var i = first; i < number.Length; i += 4)
        {
            if (number[i] != number[first] || i + 4 > number.Length || number.Slice(i + 1, 3).ContainsAnyExceptInRange('0', '9'))
                return false;
        }

        return true;
    }

    private static bool FollowsAccountWord(string unmarked, int index)
    {
        var before = unmarked.AsSpan(Math.Max(0, index - Reach), Math.Min(Reach, index));
        foreach (var word in AccountWords)
        {
            var at = before.LastIndexOf(word);
            if (
                at >= 0
                && (at == 0 || !char.IsLetterOrDigit(before[at - 1]))
                && (at + word.Length == before.Length || !char.IsLetter(before[at + word.Length]))
            )
            {
                return true;
            }
        }

        return false;
    }
}
