namespace Moderation.Text.Contacts;

/// <summary>Tells from how digits are grouped whether they are one number, or scores, dates, times and prices.</summary>
internal readonly ref struct Grouping
{
    private readonly ReadOnlySpan<char> _units;
    private readonly Span<(int Start, int End)> _groups;
    private readonly int _count;

    /// <param name="units">The text.</param>
    /// <param name="chain">The digits.</param>
    /// <param name="digits">How many of them.</param>
    /// <param name="groups">Room for as many groups as there are digits.</param>
    public Grouping(ReadOnlySpan<char> units, DigitChain chain, int digits, Span<(int Start, int End)> groups)
    {
        _units = units;
        _groups = groups;
        for (var i = 0; i < digits; i++)
        {
            var end = chain.Ends[i];
            if (_count > 0 && groups[_count - 1].End == end - 1)
                groups[_count - 1].End = end;
            else
                groups[_count++] = (end - 1, end);
        }
    }

    public bool IsOneNumber => _count == 1 || (!HoldsDate && (IsUniform ? IsEven : IsUneven));

    /// <summary><c>84.500.000.000</c>: groups of three behind the first, with one sign between them.</summary>
    public bool IsMoney
    {
        get
        {
            if (_count < 2 || Length(0) > 3 || _units[_groups[0].Start] == '0')
                return false;
            if (_units[_groups[0].End] is not ('.' or ',' or ' '))
                return false;
            for (var i = 1; i < _count; i++)
            {
                if (Length(i) != 3 || !IsTight(i - 1) || _units[_groups[i - 1].End] != _units[_groups[0].End])
                    return false;
            }

            return true;
        }
    }

    /// <summary><c>1900 1945</c> and <c>1800-1900</c> are years, whatever else they could be.</summary>
    public bool IsYears => _count == 2 && Length(0) == 4 && IsYear(1);

    /// <summary>With no other signs between the groups than the countries' own habits have; others make sums.</summary>
    public bool IsSpelledAbroad
    {
        get
        {
            for (var i = 0; i < _count - 1; i++)
            {
                foreach (var unit in Gap(i))
                {
                    if (!char.IsWhiteSpace(unit) && !IsDash(unit) && unit is not ('.' or '(' or ')'))
                        return false;
                }
            }

            return true;
        }
    }

    /// <summary>The sizes of the groups, such as <c>4,3,3</c>.</summary>
    public bool HasSizes(params ReadOnlySpan<int> sizes)
    {
        if (sizes.Length != _count)
            return false;
        for (var i = 0; i < _count; i++)
        {
            if (sizes[i] != Length(i))
                return false;
        }

        return true;
    }

    private int Length(int group) => _groups[group].End - _groups[group].Start;

    private int ValueOf(int group)
    {
        var value = 0;
        for (var i = _groups[group].Start; i < _groups[group].End; i++)
            value = value * 10 + (DigitChain.DigitAt(_units, i) ?? '0') - '0';
        return value;
    }

    private ReadOnlySpan<char> Gap(int group) => _units[_groups[group].End.._groups[group + 1].Start];

    private bool IsTight(int group) => Gap(group).Length == 1;

    /// <summary>The sign between two groups, whatever spaces stand around it; all dashes are one.</summary>
    private char Sign(int group)
    {
        var sign = Gap(group).Trim();
        return sign.IsEmpty ? ' ' : IsDash(sign[0]) ? '-' : sign[0];
    }

    private static bool IsDash(char unit) =>
        unit == '−' || char.GetUnicodeCategory(unit) == System.Globalization.UnicodeCategory.DashPunctuation;

    private bool IsUniform
    {
        get
        {
            for (var i = 1; i < _count - 1; i++)
            {
                if (Sign(i) != Sign(0))
                    return false;
            }

            return true;
        }
    }

    private bool IsOfSingles
    {
        get
        {
            for (var i = 0; i < _count; i++)
            {
                if (Length(i) != 1)
                    return false;
            }

            return true;
        }
    }

    private bool IsYear(int group) => Length(group) == 4 && ValueOf(group) is >= 1500 and < 2100;

    /// <summary><c>09.12.2024 15</c> has the digits of a phone number.</summary>
    private bool HoldsDate
    {
        get
        {
            for (var i = 0; i + 2 < _count; i++)
            {
                if (
                    IsYear(i + 2)
                    && Sign(i) == Sign(i + 1)
                    && Sign(i) is '.' or '-' or '/'
                    && Length(i) <= 2
                    && Length(i + 1) <= 2
                    && ValueOf(i) is > 0 and <= 31
                    && ValueOf(i + 1) is > 0 and <= 12
                )
                    return true;
            }

            return false;
        }
    }

    /// <summary>A zero alone begins a decimal or a score, unless all digits stand alone.</summary>
    private bool IsEven => Length(0) > 1 || Length(1) > 2 || IsOfSingles;

    private bool IsUneven
    {
        get
        {
            if (Length(0) > 2)
                return true;
            var singles = 0;
            for (var i = 1; i < _count; i++)
            {
                if (IsYear(i))
                    return false;
                singles += Length(i) == 1 ? 1 : 0;
            }

            return (Length(0) > 1 || (Length(1) > 2 && singles == 0) || singles == _count - 1) && !IsOfPairs;
        }
    }

    /// <summary>Scores <c>0-3, 2-1</c>, times <c>08:30 - 10:45</c>, days <c>05/09 - 07/10</c>.</summary>
    private bool IsOfPairs
    {
        get
        {
            for (var i = 0; i + 1 < _count; i += 2)
            {
                var isPair =
                    IsTight(i)
                    && Sign(i) switch
                    {
                        '-' => Length(i) == 1 && Length(i + 1) == 1,
                        ':' => ValueOf(i) <= 24 && ValueOf(i + 1) < 60,
                        '/' => ValueOf(i) <= 31 && ValueOf(i + 1) <= 12,
                        _ => false,
                    };
                if (!isPair || (i + 2 < _count && IsTight(i + 1) && Sign(i + 1) == Sign(i) && Sign(i) != '/'))
                    return false;
            }

            return true;
        }
    }
}
