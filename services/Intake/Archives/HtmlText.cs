using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Moderation.Intake.Archives;

/// <summary>What a reader saw of HTML, as plain text: comments hold nothing else.</summary>
internal static partial class HtmlText
{
    /// <summary>Of an author who gave no name.</summary>
    public const string Nameless = "Ẩn danh";

    private static readonly HtmlParser Parser = new();

    private static readonly HashSet<string> Unseen = new(StringComparer.OrdinalIgnoreCase)
    {
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "title",
        "textarea",
        "object",
        "iframe",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p",
        "div",
        "blockquote",
        "li",
        "ul",
        "ol",
        "pre",
        "table",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "br",
    };

    /// <param name="html">Of any depth and wrong in any way.</param>
    /// <param name="keepsLines">Whether line breaks of the source are line breaks, as WordPress shows them.</param>
    public static string Of(string html, bool keepsLines)
    {
        if (html.AsSpan().IndexOfAny('<', '&') < 0 && keepsLines)
            return html;
        var text = new StringBuilder();
        using var document = Parser.ParseDocument($"<body>{html}");
        // A stack of our own: the depth is the archive's.
        var stack = new Stack<(INode? Node, string? After)>([(document.Body, null)]);
        while (stack.TryPop(out var next))
        {
            if (next.After is not null)
                text.Append(next.After);
            else if (next.Node is IText plain)
                text.Append(keepsLines ? plain.Data : Blanks().Replace(plain.Data, " "));
            else if (next.Node is IElement element && !Unseen.Contains(element.LocalName))
                Push(stack, element, text);
        }
        return Emptied().Replace(Edges().Replace(text.ToString(), "\n"), "\n\n").Trim();
    }

    /// <summary>The same on one line.</summary>
    /// <returns>Null when nothing is left.</returns>
    public static string? Line(string? html) =>
        html is null ? null
        : Blanks().Replace(Of(html, keepsLines: false), " ").Trim() is { Length: > 0 } line ? line
        : null;

    private static void Push(Stack<(INode? Node, string? After)> stack, IElement element, StringBuilder text)
    {
        var isBlock = Blocks.Contains(element.LocalName);
        if (isBlock)
            text.Append('\n');
        if (isBlock && element.LocalName is not ("br" or "li" or "tr"))
            stack.Push((null, "\n"));
        if (AddressOf(element) is { } address)
            stack.Push((null, $" ({address})"));
        for (var i = element.ChildNodes.Length - 1; i >= 0; i--)
            stack.Push((element.ChildNodes[i], null));
    }

    /// <summary>Where a link leads that says something else: moderators see it, and so do the rules.</summary>
    private static string? AddressOf(IElement element) =>
        element.LocalName == "a"
        && element.GetAttribute("href")?.Trim() is { } href
        && Uri.TryCreate(href, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && !element.TextContent.Contains(href, StringComparison.OrdinalIgnoreCase)
            ? href
            : null;

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[ \t\r]*\n[ \t\r]*", RegexOptions.NonBacktracking)]
    private static partial Regex Edges();

    [GeneratedRegex(@"\n{3,}", RegexOptions.NonBacktracking)]
    private static partial Regex Emptied();
}
