namespace Moderation.Text.Contacts;

/// <summary>Which digits are a phone number: those of Vietnam by their first digits, others by a plus sign.</summary>
internal static class PhoneShape
{
    public const int LeastDigits = 4;
    public const int MostDigits = 15;

    public static bool Fits(DigitChain chain, int count, Grouping grouping, Neighbourhood beside)
    {
        var digits = chain.Digits[..count];
        if (IsNational(digits))
            return true;
        if (digits is ['0', '0', .. var abroad] && IsWithCountry(abroad))
            return true;
        if (chain.HasPlus && digits is [not '0', ..] && count is >= 9 and <= 13)
            return IsWithCountry(digits) || grouping.IsSpelledAbroad;
        if (IsWithCountry(digits))
            return (!grouping.IsMoney || beside.IsReached) && !beside.IsAmount;
        if (digits is ['1', '8' or '9', '0', '0', ..] && count is 8 or 10 && IsServiceGrouped(grouping))
            return (!grouping.IsYears || beside.IsReached) && !beside.IsAmount;
        if (digits is ['3' or '5' or '7' or '8' or '9', ..] && count == 9)
            return beside.IsReached && !beside.IsAmount;
        if (count <= 6 && grouping.HasSizes(count) && beside.IsSentTo)
            return !beside.IsAmount;
        return count <= 11 && (count == chain.Count || count >= 8) && beside.IsServed && !beside.IsAmount;
    }

    /// <summary>A mobile or a fixed line as it is dialled within the country.</summary>
    private static bool IsNational(ReadOnlySpan<char> digits) =>
        digits switch
        {
            ['0', '3' or '5' or '7' or '8' or '9', ..] => digits.Length == 10,
            ['0', '2', ..] => digits.Length == 11,
            _ => false,
        };

    private static bool IsWithCountry(ReadOnlySpan<char> digits) =>
        digits is ['8', '4', .. var rest]
        && (
            IsNational(rest)
            || (rest is ['3' or '5' or '7' or '8' or '9', ..] && rest.Length == 9)
            || (rest is ['2', ..] && rest.Length == 10)
        );

    private static bool IsServiceGrouped(Grouping grouping) =>
        grouping.HasSizes(8)
        || grouping.HasSizes(10)
        || grouping.HasSizes(4, 4)
        || grouping.HasSizes(4, 6)
        || grouping.HasSizes(4, 2, 2)
        || grouping.HasSizes(4, 3, 3)
        || grouping.HasSizes(4, 2, 2, 2)
        || grouping.HasSizes(6, 2)
        || grouping.HasSizes(6, 4)
        || grouping.HasSizes(2, 2, 2, 2)
        || grouping.HasSizes(1, 1, 1, 1, 1, 1, 1, 1)
        || grouping.HasSizes(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
}
