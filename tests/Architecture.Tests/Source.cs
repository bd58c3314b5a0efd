using System.Text.RegularExpressions;

namespace Moderation.Architecture.Tests;

/// <summary>One C# or Razor source of a project.</summary>
/// <param name="Project">Its root namespace, such as <c>Moderation.Intake</c>.</param>
/// <param name="Path">From the project's folder.</param>
/// <param name="Text">As written.</param>
internal sealed partial record Source(string Project, string Path, string Text)
{
    /// <summary>The text without comments, and without strings in which no code stands.</summary>
    private readonly string _code = Quiet().Replace(Text, match => match.Groups["holes"].Success ? match.Value : "");

    /// <summary>The first folder of the path, to which all below it belongs; <c>(root)</c> for what lies in none.</summary>
    public string Folder => Path.Split('/') is [var folder, _, ..] ? folder : "(root)";

    /// <summary>As it says itself; Razor's components say none and have that of their folder.</summary>
    public string Namespace =>
        NamespaceLine().Match(_code) is { Success: true } line
            ? line.Groups["name"].Value
            : string.Join('.', Path.Split('/').SkipLast(1).Prepend(Project));

    /// <summary>The types that others can name.</summary>
    public IEnumerable<string> Types =>
        Path.EndsWith(".razor", StringComparison.Ordinal)
            ? [System.IO.Path.GetFileNameWithoutExtension(Path)]
            : Declaration().Matches(_code).Select(match => match.Groups["name"].Value);

    /// <summary>
    /// Namespaces and types that <c>using</c> brings in, here and, where <c>Below</c>, to every source in and below the folder.
    /// </summary>
    public IEnumerable<(string Name, bool Below)> Usings =>
        UsingLine().Matches(_code).Select(line => (line.Groups["name"].Value, Below: line.Groups["global"].Success || IsImports));

    /// <summary>
    /// Names that stand by themselves, with the dots in them: <c>Comments.Outcome.Undo</c>, but not the <c>Name</c> of
    /// <c>Of(it).Name</c>.
    /// </summary>
    public IEnumerable<string> Names =>
        Name().Matches(UsingLine().Replace(_code, "")).Select(match => match.Value).Distinct(StringComparer.Ordinal);

    private bool IsImports => System.IO.Path.GetFileName(Path) is "_Imports.razor" or "_ViewImports.cshtml";

    [GeneratedRegex(
        """"
            (?<holes>\$+"""[\s\S]*?"""|(\$@|@\$)"([^"]|"")*"|\$"([^"\\\n]|\\.)*")
            |"""[\s\S]*?"""|@"([^"]|"")*"|"([^"\\\n]|\\.)*"|'([^'\\\n]|\\.)'|//[^\n]*|/\*[\s\S]*?\*/|@\*[\s\S]*?\*@
            """",
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Quiet();

    [GeneratedRegex("""^@?namespace (?<name>[\w.]+)""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 10_000)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        """^((public|internal|file|sealed|static|abstract|partial|readonly|ref) )*"""
            + """(record struct|record|class|struct|enum|interface|delegate [\w<>?]+) (?<name>\w+)""",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Declaration();

    [GeneratedRegex(
        """^@?((?<global>global) )?using (static )?(\w+ = )?(?<name>[\w.]+);?\s*$""",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex UsingLine();

    [GeneratedRegex("""(?<![\w.])[A-Z]\w*(\.[A-Z]\w*)*""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Name();
}
