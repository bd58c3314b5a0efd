namespace Moderation.Text;

/// <summary>
/// A rewritten text in which every UTF-16 unit knows the range of the original that it came from.
/// Starts and ends never decrease, so any stretch of it maps to one stretch of the original.
/// Grows as it is written, and is reused by <see cref="Clear"/>.
/// </summary>
public sealed class MappedText
{
    private char[] _units = new char[128];
    private int[] _starts = new int[128];
    private int[] _ends = new int[128];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Units => _units.AsSpan(0, Length);

    /// <summary>
    /// The stretch of the original behind the units <paramref name="start"/> to <paramref name="end"/> (not empty).
    /// </summary>
    public (int Start, int End) ToOriginal(int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(start, end);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, Length);
        return (_starts[start], _ends[end - 1]);
    }

    public override string ToString() => new(Units);

    internal Span<char> Writable => _units.AsSpan(0, Length);

    internal void Clear() => Length = 0;

    internal void Append(char unit, int start, int end)
    {
        if (Length == _units.Length)
            Grow();
        _units[Length] = unit;
        _starts[Length] = start;
        _ends[Length] = end;
        Length++;
    }

    internal void Append(char unit, (int Start, int End) original) => Append(unit, original.Start, original.End);

    internal void Append(ReadOnlySpan<char> text, (int Start, int End) original) => Append(text, original.Start, original.End);

    internal void Append(ReadOnlySpan<char> text, int start, int end)
    {
        foreach (var unit in text)
            Append(unit, start, end);
    }

    internal void Append(MappedText source, int start, int end)
    {
        var length = end - start;
        Reserve(length);
        source._units.AsSpan(start, length).CopyTo(_units.AsSpan(Length));
        source._starts.AsSpan(start, length).CopyTo(_starts.AsSpan(Length));
        source._ends.AsSpan(start, length).CopyTo(_ends.AsSpan(Length));
        Length += length;
    }

    /// <summary>Becomes <paramref name="text"/> unit by unit, each put through <paramref name="table"/>.</summary>
    /// <returns>False, with nothing said of the content, if the table lacks a unit or has 0 for it.</returns>
    internal bool Become(ReadOnlySpan<char> text, ReadOnlySpan<char> table)
    {
        Length = 0;
        Reserve(text.Length);
        var units = _units.AsSpan(0, text.Length);
        var starts = _starts.AsSpan(0, text.Length);
        var ends = _ends.AsSpan(0, text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (unit >= table.Length || table[unit] is not (> '\0' and var folded))
                return false;
            units[i] = folded;
            starts[i] = i;
            ends[i] = i + 1;
        }

        Length = text.Length;
        return true;
    }

    /// <summary>Lets the last unit also stand for the original up to the end of a unit that was left out.</summary>
    internal void Absorb(MappedText source, int index) => _ends[Length - 1] = source._ends[index];

    internal void ReplaceLast(char unit) => _units[Length - 1] = unit;

    private void Reserve(int length)
    {
        while (Length + length > _units.Length)
            Grow();
    }

    private void Grow()
    {
        var size = _units.Length * 2;
        Array.Resize(ref _units, size);
        Array.Resize(ref _starts, size);
        Array.Resize(ref _ends, size);
    }
}
