namespace Moderation.Text;

/// <summary>Why a text cannot be taken in.</summary>
public enum TextFault
{
    None,

    /// <summary>Half of a surrogate pair: not text, and not storable as UTF-8.</summary>
    LoneSurrogate,

    /// <summary>U+0000, which PostgreSQL refuses.</summary>
    NullCharacter,
}

/// <summary>Step 1, at the border: what is not valid text is refused, never repaired.</summary>
public static class IncomingText
{
    public static TextFault FaultOf(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
            return TextFault.NullCharacter;
        for (var i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return TextFault.LoneSurrogate;
            i++;
        }

        return TextFault.None;
    }
}
