namespace Moderation.Text;

/// <summary>
/// Steps 5 to 10: a text as the classifier and the word lists read it, in two views of the same length with one way back to the
/// original. Lower case; letters of other alphabets, digits inside words, tone placement, shorthand, broken words and repeats are
/// made one. Reading the result again gives the same. Never throws, whatever the text. An instance keeps its buffers: use one a
/// thread.
/// </summary>
public sealed class MatchingText
{
    private MappedText _current = new();
    private MappedText _next = new();
    private char[] _unmarked = [];

    /// <summary>With diacritics.</summary>
    public ReadOnlySpan<char> Marked => _current.Units;

    /// <summary>
    /// Without diacritics, unit by unit: a weak signal, since it confuses <c>các</c> with its obscene neighbour.
    /// </summary>
    public ReadOnlySpan<char> Unmarked => _unmarked.AsSpan(0, _current.Length);

    public static MatchingText Of(string text)
    {
        var matching = new MatchingText();
        matching.Read(text);
        return matching;
    }

    /// <summary>
    /// Repeats are collapsed before broken words are joined, and shorthand is written out last, or a second reading would find
    /// more to do. Steps that would change nothing, as most do on most texts, are seen beforehand and left out.
    /// </summary>
    public void Read(ReadOnlySpan<char> text)
    {
        if (!LookAlikes.FoldPlain(text, _current))
        {
            _current.Clear();
            Invisible.Strip(text, _current, sequences: false);
            Apply(LookAlikes.Fold);
        }

        if (Repeats.Any(_current.Units))
            Apply(Repeats.Collapse);
        if (DigitLetters.Replace(_current) && Repeats.Any(_current.Units))
            Apply(Repeats.Collapse);
        if (SpacedWords.Any(_current.Units))
        {
            Apply(SpacedWords.JoinByDots);
            Apply(SpacedWords.JoinBySpaces);
            Apply(SpacedWords.JoinSyllables);
        }

        PlaceTones(_current.Writable);
        if (Teencode.Any(_current.Units))
            Apply(Teencode.Expand);
        RemoveMarks();
    }

    /// <summary>
    /// The stretch of the original, in UTF-16 units, behind the units <paramref name="start"/> to <paramref name="end"/> of
    /// either view.
    /// </summary>
    public (int Start, int End) ToOriginal(int start, int end) => _current.ToOriginal(start, end);

    private void Apply(Action<MappedText, MappedText> step)
    {
        _next.Clear();
        step(_current, _next);
        (_current, _next) = (_next, _current);
    }

    internal static void PlaceTones(Span<char> units)
    {
        for (var i = 0; i < units.Length; i++)
        {
            var end = i;
            while (end < units.Length && VietnameseLetters.IsLetter(units[end]))
                end++;
            Syllable.PlaceTone(units[i..end]);
            i = end;
        }
    }

    private void RemoveMarks()
    {
        if (_unmarked.Length < _current.Length)
            _unmarked = new char[Math.Max(_current.Length, _unmarked.Length * 2)];
        VietnameseLetters.RemoveMarks(_current.Units, _unmarked);
    }
}
