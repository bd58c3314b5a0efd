using System.Globalization;

namespace Moderation.Text;

/// <summary>Characters as people count them: an accented letter or an emoji is one, however many units it takes.</summary>
public static class Graphemes
{
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (!text.IsEmpty)
        {
            text = text[StringInfo.GetNextTextElementLength(text)..];
            count++;
        }

        return count;
    }
}
