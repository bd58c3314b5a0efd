using System.Text.RegularExpressions;
using Moderation.Testing;

namespace Moderation.Architecture.Tests;

/// <summary>The console's JavaScript, and the pages that load it.</summary>
internal static partial class ConsoleModules
{
    public const string Root = "services/Moderator/wwwroot/js/";

    /// <summary>Paths below <see cref="Root"/>, such as <c>triage/page.js</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [.. Tree.Files(".js").Where(path => path.StartsWith(Root, StringComparison.Ordinal)).Select(path => path[Root.Length..])];

    /// <summary>The Razor pages, by their paths.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [.. Tree.Files(".cshtml").Where(path => path.StartsWith("services/Moderator/Pages/", StringComparison.Ordinal))];

    public static string Read(string module) => Tree.Read(Root + module);

    public static string FolderOf(string module) => module[..module.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>
    /// What a module imports, at once or later, as paths below <see cref="Root"/>; what others wrote begins with <c>../lib/</c>.
    /// </summary>
    public static IReadOnlyList<string> ImportsOf(string module) =>
        [
            .. Import()
                .Matches(Read(module))
                .Select(match => Path.Combine(Parts.ProjectRoot, Root, FolderOf(module), match.Groups["path"].Value))
                .Select(path => Path.GetRelativePath(Path.Combine(Parts.ProjectRoot, Root), path).Replace('\\', '/')),
        ];

    [GeneratedRegex(
        """\b(from|import)\s*\(?\s*['"](?<path>\.[^'"]+)['"]""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Import();
}
