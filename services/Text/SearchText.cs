namespace Moderation.Text;

/// <summary>
/// A text as searches read it: what looks the same is the same. Composed, in lower case, without what nobody sees, with the tone
/// of a syllable in one place and one space for any white space. Nothing is guessed: shorthand and disguise stay what they are.
/// </summary>
public static class SearchText
{
    /// <summary>With diacritics.</summary>
    public static string Marked(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var units = PublicText.Clean(text).ToLowerInvariant().ToCharArray();
        var length = 0;
        foreach (var unit in units)
        {
            if (!char.IsWhiteSpace(unit))
                units[length++] = unit;
            else if (length > 0 && units[length - 1] != ' ')
                units[length++] = ' ';
        }

        if (length > 0 && units[length - 1] == ' ')
            length--;
        MatchingText.PlaceTones(units.AsSpan(0, length));
        return new string(units, 0, length);
    }

    /// <summary>The same without diacritics.</summary>
    /// <param name="marked">What <see cref="Marked"/> gave.</param>
    public static string Unmarked(string marked)
    {
        ArgumentNullException.ThrowIfNull(marked);
        return string.Create(marked.Length, marked, (target, text) => VietnameseLetters.RemoveMarks(text, target));
    }
}
