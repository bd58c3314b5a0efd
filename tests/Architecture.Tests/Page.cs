using System.Text;
using System.Text.RegularExpressions;

namespace Moderation.Architecture.Tests;

/// <summary>A page of Markdown, as far as tests look at it.</summary>
internal sealed partial class Page(string path)
{
    private const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    private static readonly string[] Nothing = ["", "…"];

    public static IReadOnlyList<Page> All { get; } = [.. Tree.Files(".md").Select(path => new Page(path))];

    public string Path { get; } = path;

    public string Text { get; } = Tree.Read(path);

    /// <summary>The targets of all links and pictures, without those to other sites.</summary>
    public IEnumerable<string> Links =>
        Link()
            .Matches(Prose)
            .Select(link => link.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>What stands in backticks outside of code blocks.</summary>
    public IEnumerable<string> Quoted => Quote().Matches(Prose).Select(quote => quote.Groups["text"].Value);

    /// <summary>Of every heading, what a link to it says after <c>#</c>.</summary>
    public HashSet<string> Anchors
    {
        get
        {
            var anchors = new HashSet<string>(StringComparer.Ordinal);
            foreach (var heading in Heading().Matches(Prose).Select(heading => Anchor(heading.Groups["text"].Value)))
            {
                var anchor = heading;
                for (var again = 1; !anchors.Add(anchor); again++)
                    anchor = $"{heading}-{again}";
            }

            return anchors;
        }
    }

    /// <summary>
    /// The words of every command that begins as one of ours does, in code or in backticks, up to the end of the line or of its
    /// part of a pipe. Placeholders, such as NAME or FILE…, are left out.
    /// </summary>
    public IEnumerable<string[]> Commands =>
        Command()
            .Matches(Text.Replace("\\\n", " ", StringComparison.Ordinal))
            .Select(command =>
                command
                    .Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(word => word.Trim('(', ')', '[', ']', '"', '\'').TrimEnd('.', ',', ':'))
                    .Where(word => !Nothing.Contains(word, StringComparer.Ordinal) && !Placeholder().IsMatch(word))
                    .ToArray()
            );

    private string Prose => CodeBlock().Replace(Text, "");

    /// <summary>As GitHub makes it: lower case, spaces become hyphens, other signs than letters, digits and hyphens go.</summary>
    private static string Anchor(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var c in heading.Trim().ToLowerInvariant())
        {
            if (c == ' ')
                anchor.Append('-');
            else if (char.IsLetterOrDigit(c) || c is '-' or '_')
                anchor.Append(c);
        }

        return anchor.ToString();
    }

    [GeneratedRegex("(\\]\\(|src=\")(?<target>[^()\\s\"]+)", Plain)]
    private static partial Regex Link();

    [GeneratedRegex("`(?<text>[^`\n]+)`", Plain)]
    private static partial Regex Quote();

    [GeneratedRegex("^#{1,6} (?<text>.+)$", Plain | RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```", Plain | RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(
        @"(?:\./)?infra/[\w-]+\.sh[^`|<>&;#\n]*|dotnet run [^`|<>&;#\n]*|dotnet Moderation\.\w+\.dll[^`|<>&;#\n]*",
        Plain
    )]
    private static partial Regex Command();

    [GeneratedRegex("^[A-Z]+…?$", Plain)]
    private static partial Regex Placeholder();
}
