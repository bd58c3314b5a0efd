using System.Net;
using System.Text;

namespace Moderation.Classifier.Perspective;

/// <summary>The text that a reader sees of a comment, with its way back to the comment as it was sent.</summary>
internal sealed class ShownText
{
    private readonly int[]? _starts;

    /// <param name="text">What is shown.</param>
    /// <param name="starts">Where each unit of it began in the original, and the original's length behind them; null where both
    /// are one.</param>
    private ShownText(string text, int[]? starts)
    {
        Text = text;
        _starts = starts;
    }

    public string Text { get; }

    public static ShownText OfPlain(string text) => new(text, starts: null);

    /// <summary>
    /// Takes out tags and comments, each read as a space, and reads character references. What is no tag stays: <c>a &lt; b</c>,
    /// <c>&lt;3</c>.
    /// </summary>
    public static ShownText OfHtml(string html)
    {
        var text = new StringBuilder(html.Length);
        var starts = new List<int>(html.Length + 1);
        for (var i = 0; i < html.Length;)
        {
            var end = html[i] switch
            {
                '<' => TagEnd(html, i),
                '&' => ReferenceEnd(html, i),
                _ => i + 1,
            };
            var shown =
                end == i + 1 ? html[i].ToString()
                : html[i] == '<' ? " "
                : WebUtility.HtmlDecode(html[i..end]);
            text.Append(shown);
            starts.AddRange(Enumerable.Repeat(i, shown.Length));
            i = end;
        }

        starts.Add(html.Length);
        return new ShownText(text.ToString(), [.. starts]);
    }

    /// <summary>The stretch of the original behind a stretch of <see cref="Text"/> that is not empty.</summary>
    public (int Start, int End) ToOriginal(int start, int end)
    {
        if (_starts is null)
            return (start, end);
        // All units of one reference began where it does.
        var next = end;
        while (next < _starts.Length - 1 && _starts[next] == _starts[end - 1])
            next++;
        return (_starts[start], _starts[next]);
    }

    private static int TagEnd(string html, int start)
    {
        if (start + 1 == html.Length || !(char.IsAsciiLetter(html[start + 1]) || html[start + 1] is '/' or '!'))
            return start + 1;
        var end = html.AsSpan(start).StartsWith("<!--")
            ? html.IndexOf("-->", start + 4, StringComparison.Ordinal) + 2
            : html.IndexOf('>', start);
        return end > start + 1 ? end + 1 : html.Length;
    }

    private static int ReferenceEnd(string html, int start)
    {
        var length = html.AsSpan(start, Math.Min(12, html.Length - start)).IndexOf(';');
        return length < 0 ? start + 1 : start + length + 1;
    }
}
