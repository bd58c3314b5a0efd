using System.Globalization;
using System.Text;

namespace Moderation.Text;

/// <summary>A set of code points, written as Unicode's data files write them: <c>AD 200B-200F</c>.</summary>
internal sealed class CodePoints
{
    private readonly (int First, int Last)[] _ranges;
    private readonly bool[] _basic = new bool[0x10000];

    public CodePoints(string ranges)
    {
        _ranges = [.. ranges.Split(' ').Select(Parse).Order()];
        foreach (var (first, last) in _ranges)
        {
            for (var value = first; value <= Math.Min(last, 0xFFFF); value++)
                _basic[value] = true;
        }
    }

    /// <summary>The set as a class of a regular expression of JavaScript with the flag <c>u</c>.</summary>
    public string Class =>
        string.Concat(
            _ranges.Select(range => string.Create(CultureInfo.InvariantCulture, $"\\u{{{range.First:X}}}-\\u{{{range.Last:X}}}"))
        );

    public bool Contains(Rune rune) => rune.IsBmp ? _basic[rune.Value] : IsInRange(rune.Value);

    private bool IsInRange(int value)
    {
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (value > _ranges[middle].Last)
                low = middle + 1;
            else if (value < _ranges[middle].First)
                high = middle - 1;
            else
                return true;
        }

        return false;
    }

    private static (int First, int Last) Parse(string range)
    {
        var ends = range.Split('-');
        return (ValueOf(ends[0]), ValueOf(ends[^1]));

        static int ValueOf(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
