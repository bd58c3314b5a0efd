using System.Text.RegularExpressions;
using Moderation.Testing;

namespace Moderation.Architecture.Tests;

/// <summary>What the pages name exists, and what must be explained is.</summary>
public partial class DocsTests
{
    private const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    private const int MostBytesOfReadme = 6_000;

    private static readonly Page Operating = Page.All.Single(page => page.Path == "docs/operating.md");

    [Fact]
    public void Every_link_leads_to_a_file_and_a_heading_that_exist()
    {
        None(
            from page in Page.All
            from link in page.Links
            let parts = link.Split('#', 2)
            let target = parts[0].Length == 0 ? page.Path : Beside(page, parts[0])
            where !Exists(target) || (parts.Length == 2 && !new Page(target).Anchors.Contains(parts[1]))
            select $"{page.Path} links to {link}"
        );
        Assert.True(Page.All.Sum(page => page.Links.Count()) > 50, "hardly any link was found");
    }

    [Fact]
    public void Every_path_that_a_page_names_exists()
    {
        None(
            from page in Page.All
            from quoted in page.Quoted
            where TreePath().IsMatch(quoted) && !Exists(quoted)
            select $"{page.Path} names {quoted}"
        );
    }

    [Fact]
    public void Every_test_that_a_page_names_exists()
    {
        var tests = Sources("tests").Select(Tree.Read).ToArray();
        None(
            from page in Page.All
            from quoted in page.Quoted
            where TestName().IsMatch(quoted)
            where !tests.Any(test => test.Contains($"class {quoted}", StringComparison.Ordinal)) && !Exists("tests/" + quoted)
            select $"{page.Path} names {quoted}"
        );
    }

    [Fact]
    public void Every_command_that_a_page_names_exists_with_its_options()
    {
        None(
            from page in Page.All
            from command in page.Commands
            from unknown in Unknown(command)
            select $"{page.Path} names {string.Join(' ', command)}: {unknown}"
        );
        Assert.True(Page.All.Sum(page => page.Commands.Count()) > 40, "hardly any command was found");
    }

    [Fact]
    public void Every_configuration_key_of_the_table_is_read_by_a_service()
    {
        var sources = string.Concat(Sources("services").Select(Tree.Read));
        var rows = ConfigurationRow().Matches(Operating.Text);
        var keys = rows.SelectMany(row => Quote().Matches(row.Groups["keys"].Value)).ToArray();
        Assert.True(keys.Length > 20, $"only {keys.Length} keys were found");
        None(
            from key in keys
            from part in key.Groups["text"].Value.Split(':')
            where !int.TryParse(part, out _) && !Regex.IsMatch(sources, $@"\b{Regex.Escape(part)}\b", Plain)
            select key.Groups["text"].Value
        );
    }

    [Fact]
    public void Every_line_that_a_service_logs_is_explained_to_operators()
    {
        var calls = Sources("services").SelectMany(path => LogCall().Matches(Joined(path)));
        var logged = calls.Select(call => call.Groups["line"].Value).ToArray();
        Assert.True(logged.Length > 20, $"only {logged.Length} lines were found");
        None(logged.Where(line => !Operating.Text.Contains($"`{line}`", StringComparison.Ordinal)));
        None(LogRow().Matches(Operating.Text).Select(row => row.Groups["line"].Value).Except(logged, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_error_that_ends_a_start_is_explained_to_operators()
    {
        var errors = Sources("services")
            .Where(path => !path.StartsWith("services/Text/", StringComparison.Ordinal))
            .SelectMany(path => StartError().Matches(Joined(path)))
            .Select(error => error.Groups["message"].Value);
        None(errors.Where(error => !Operating.Text.Contains(Beginning(error), StringComparison.Ordinal)));
    }

    [Fact]
    public void The_moderators_guide_has_every_key_of_the_console_and_every_reason()
    {
        var guide = Page.All.Single(page => page.Path == "docs/moderating.md").Text;
        var words = Word()
            .Matches(Tree.Read("services/Moderator/wwwroot/js/words/vi.js"))
            .ToDictionary(word => word.Groups["name"].Value, word => word.Groups["text"].Value, StringComparer.Ordinal);
        var bindings = Binding().Matches(Tree.Read("services/Moderator/wwwroot/js/frame/keys.js"));
        var bound = bindings.Select(binding => binding.Groups["name"].Value).ToArray();
        Assert.True(bound.Length > 15, $"only {bound.Length} keys were found");
        var statements = Statement().Matches(Tree.Read("services/Contracts/RejectReasons.cs"));
        var reasons = statements.Select(statement => statement.Groups["text"].Value).ToArray();
        Assert.True(reasons.Length > 5, $"only {reasons.Length} reasons were found");
        None(reasons.Where(reason => !guide.Contains($"| {reason} |", StringComparison.Ordinal)));
        None(bound.Where(action => !guide.Contains($"| {words["key." + action]} |", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_readme_is_short_and_its_first_line_leads_to_the_Vietnamese_one()
    {
        Assert.InRange(new FileInfo(Path.Combine(Parts.ProjectRoot, "README.md")).Length, 1, MostBytesOfReadme);
        Assert.Contains("(README.vi.md)", Tree.Read("README.md").Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("(README.md)", Tree.Read("README.vi.md").Split('\n')[0], StringComparison.Ordinal);
    }

    /// <summary>Fails with all of them, whole.</summary>
    private static void None(IEnumerable<string> wrong)
    {
        var all = string.Join('\n', wrong);
        Assert.True(all.Length == 0, all);
    }

    /// <summary>What of a command does not exist.</summary>
    private static IEnumerable<string> Unknown(string[] command) =>
        command switch
        {
            ["dotnet", "run", ..] => command.SkipWhile(word => word != "--project").Skip(1).FirstOrDefault() is { } project
                ? OfProject(project, command.SkipWhile(word => word != "--").Skip(1))
                : ["no project is named"],
            ["dotnet", var program, ..] => OfProject("services/" + program.Split('.')[1], command.Skip(2)),
            [var script, .. var words] => OfScript(script.Replace("./", "", StringComparison.Ordinal), words),
            [] => [],
        };

    private static IEnumerable<string> OfScript(string script, string[] words)
    {
        if (!Exists(script))
            return [script];
        if (words is ["--exec", var service, .. var verb])
            return Projects().GetValueOrDefault(service) is { } project ? OfProject("services/" + project, verb) : [service];
        var text = Tree.Read(script);
        return words.Where(word =>
            word.StartsWith("--", StringComparison.Ordinal)
                ? !text.Contains(word.Split('=')[0], StringComparison.Ordinal)
                : TestName().IsMatch(word) && !Exists("tests/" + word)
        );
    }

    /// <summary>
    /// The first word, if it is no option, is a verb; verbs and options stand quoted in the sources. Options with one hyphen are
    /// the test runner's.
    /// </summary>
    private static IEnumerable<string> OfProject(string project, IEnumerable<string> words)
    {
        if (!Exists(project))
            return [project];
        // What all services' executables can do.
        var shared = Tree.Read("services/ServiceDefaults/CommandLine.cs");
        var sources = string.Concat(Sources(project).Select(Tree.Read).Append(shared));
        return words
            .Where((word, i) => word.StartsWith("--", StringComparison.Ordinal) || (i == 0 && !word.StartsWith('-')))
            .Where(word => !sources.Contains($"\"{word}\"", StringComparison.Ordinal));
    }

    /// <summary>The folders of the services by the names that the scripts give them.</summary>
    private static Dictionary<string, string> Projects() =>
        ProjectOfService()
            .Matches(Tree.Read("infra/lib/services.sh"))
            .ToDictionary(pair => pair.Groups["name"].Value, pair => pair.Groups["project"].Value, StringComparer.Ordinal);

    private static IEnumerable<string> Sources(string folder) =>
        Tree.Files(".cs").Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>With texts that are written in several pieces made whole.</summary>
    private static string Joined(string path) => Seam().Replace(Tree.Read(path), "");

    /// <summary>Enough of the longest piece between what is filled in to tell the message from others.</summary>
    private static string Beginning(string message)
    {
        var longest = Hole().Split(message).MaxBy(piece => piece.Length)!;
        return longest[..Math.Min(25, longest.Length)];
    }

    private static string Beside(Page page, string link) =>
        Path.GetRelativePath(
                Parts.ProjectRoot,
                Path.GetFullPath(Path.Combine(Parts.ProjectRoot, Path.GetDirectoryName(page.Path)!, Uri.UnescapeDataString(link)))
            )
            .Replace('\\', '/');

    private static bool Exists(string path) => Path.Exists(Path.Combine(Parts.ProjectRoot, path));

    [GeneratedRegex("^(services|tests|infra|docs)/[\\w./-]+$", Plain)]
    private static partial Regex TreePath();

    [GeneratedRegex("^[A-Z]\\w*(\\.\\w+)?Tests$", Plain)]
    private static partial Regex TestName();

    [GeneratedRegex("^\\| (all|[A-Z]\\w+) \\| (?<keys>`[A-Z]\\w+:[^|]+) \\|", Plain | RegexOptions.Multiline)]
    private static partial Regex ConfigurationRow();

    [GeneratedRegex("`(?<text>[^`]+)`", Plain)]
    private static partial Regex Quote();

    [GeneratedRegex("^\\| [\\w ]+ \\| (info|warn|error) \\| `(?<line>[^`]+)` \\|", Plain | RegexOptions.Multiline)]
    private static partial Regex LogRow();

    [GeneratedRegex(
        """(\.Log(Information|Warning|Error|Critical)\(|LoggerMessage\(\s*LogLevel\.\w+,)\s*"(?<line>[^"]+)\x22""",
        Plain
    )]
    private static partial Regex LogCall();

    [GeneratedRegex("""(InvalidOperationException|ValidationResult)\(\s*\$?"(?<message>([^"{]|\{[^{}]*\})+)\x22""", Plain)]
    private static partial Regex StartError();

    [GeneratedRegex("\\{[^{}]*\\}", Plain)]
    private static partial Regex Hole();

    [GeneratedRegex("\"\\s*\\+\\s*\\$?\"", Plain)]
    private static partial Regex Seam();

    [GeneratedRegex("\\[(?<name>\\w+)\\]=(?<project>\\w+)", Plain)]
    private static partial Regex ProjectOfService();

    [GeneratedRegex("^  '?(?<name>[\\w.-]+)'?: '(?<text>[^'\n]+)',$", Plain | RegexOptions.Multiline)]
    private static partial Regex Word();

    [GeneratedRegex("\"(?<text>Lý do: [^\"]+)\"", Plain)]
    private static partial Regex Statement();

    [GeneratedRegex("\\{ action: '(?<name>\\w+)'", Plain)]
    private static partial Regex Binding();
}
