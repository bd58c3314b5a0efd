namespace Moderation.Text.Contacts;

/// <summary>
/// Phone numbers as Vietnamese write them, however they are spaced and whatever stands beside them; service numbers; what a word
/// for a phone makes a number of; and account numbers beside a word for a bank.
/// </summary>
internal static class Numbers
{
    /// <param name="units">The text in plain characters.</param>
    /// <param name="unmarked">The same without diacritics.</param>
    /// <param name="found">What was found already, in its order; receives the numbers.</param>
    public static void Find(ReadOnlySpan<char> units, string unmarked, List<FoundContact> found)
    {
        Span<int> ends = stackalloc int[DigitChain.MostDigits];
        Span<char> digits = stackalloc char[DigitChain.MostDigits];
        var (earlier, next) = (found.Count, 0);
        for (var i = 0; i < units.Length; i++)
        {
            while (next < earlier && found[next].End <= i)
                next++;
            if (next < earlier && found[next].Start <= i)
                i = found[next].End - 1;
            else if (Begins(units, i) && Read(units, unmarked, new DigitChain(units, i, digits, ends)) is var (kind, end))
            {
                found.Add(new FoundContact(kind, IsInBrackets(units, i, end) ? i - 1 : i, end));
                i = end - 1;
            }
        }
    }

    /// <summary>A number begins at a digit or a plus sign; a word may be glued to it.</summary>
    private static bool Begins(ReadOnlySpan<char> units, int index)
    {
        if (units[index] == '+')
        {
            var digit = units[(index + 1)..].IndexOfAnyInRange('0', '9');
            return digit is >= 0 and <= 2 && !units.Slice(index + 1, digit).ContainsAnyExcept(' ', '(');
        }

        if (DigitChain.DigitAt(units, index) is null || (index > 0 && char.IsAsciiDigit(units[index - 1])))
            return false;
        // The rest of a date or of a sum is no number of its own, unless it is long, or begins as an area's number does.
        if (index > 1 && units[index - 1] is '.' or ',' or '/' or '-' or ':' && char.IsAsciiDigit(units[index - 2]))
        {
            var least = units[index] == '0' ? 3 : 4;
            return index + least <= units.Length && !units.Slice(index, least).ContainsAnyExceptInRange('0', '9');
        }

        return true;
    }

    /// <summary><c>(024) 3825 1234</c>.</summary>
    private static bool IsInBrackets(ReadOnlySpan<char> units, int start, int end) =>
        start > 0 && units[start - 1] == '(' && units[start..end].Contains(')');

    private static (ContactKind Kind, int End)? Read(ReadOnlySpan<char> units, string unmarked, DigitChain chain)
    {
        Span<(int, int)> groups = stackalloc (int, int)[DigitChain.MostDigits];
        for (var count = Math.Min(chain.Count, PhoneShape.MostDigits); count >= PhoneShape.LeastDigits; count--)
        {
            if (!IsBorder(units, chain.Ends[count - 1]))
                continue;
            var grouping = new Grouping(units, chain, count, groups);
            if (grouping.IsOneNumber && PhoneShape.Fits(chain, count, grouping, new Neighbourhood(unmarked, chain, count)))
                return (ContactKind.Phone, chain.Ends[count - 1]);
        }

        if (chain.Count < 6 || !chain.Digits.ContainsAnyExcept('0'))
            return null;
        var all = new Grouping(units, chain, chain.Count, groups);
        return !all.IsMoney && new Neighbourhood(unmarked, chain, chain.Count) is { IsAccount: true, IsAmount: false }
            ? (ContactKind.BankAccount, chain.Ends[^1])
            : null;
    }

    private static bool IsBorder(ReadOnlySpan<char> units, int end) => end == units.Length || !char.IsAsciiDigit(units[end]);
}
