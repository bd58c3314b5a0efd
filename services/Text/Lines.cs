namespace Moderation.Text;

/// <summary>Keeps a text from being taller than what it says: a thousand line breaks are a page of nothing.</summary>
internal static class Lines
{
    /// <summary>A poem has fewer. Beyond them a line break is a space.</summary>
    private const int MostBreaks = 50;

    /// <summary>One empty line stays where several were, none at the beginning and the end.</summary>
    public static MappedText Limit(MappedText text)
    {
        if (!text.Units.Contains('\n'))
            return text;
        var (limited, written) = (new MappedText(), 0);
        for (var i = 0; i < text.Length;)
        {
            var end = EndOfSpace(text.Units, i);
            var breaks = text.Units[i..end].Count('\n');
            if (breaks == 0 || (breaks < 3 && i > 0 && end < text.Length))
            {
                end = Math.Max(end, i + 1);
                Append(i, end);
            }
            else if (i > 0 && end < text.Length)
            {
                var first = i + text.Units[i..end].IndexOf('\n');
                Append(first, first + 1);
                Append(i + text.Units[i..end].LastIndexOf('\n'), end);
            }

            i = end;
        }

        return limited;

        void Append(int start, int end)
        {
            for (var i = start; i < end; i++)
            {
                if (text.Units[i] == '\n' && ++written > MostBreaks)
                    limited.Append(' ', text.ToOriginal(i, i + 1));
                else
                    limited.Append(text, i, i + 1);
            }
        }
    }

    private static int EndOfSpace(ReadOnlySpan<char> units, int start)
    {
        while (start < units.Length && char.IsWhiteSpace(units[start]))
            start++;
        return start;
    }
}
