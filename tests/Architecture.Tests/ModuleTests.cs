using System.Text.RegularExpressions;
using Moderation.Testing;

namespace Moderation.Architecture.Tests;

public sealed partial class ModuleTests
{
    /// <summary>What all pages share, and their texts: everything else is a page's own.</summary>
    private static readonly string[] Shared = ["frame", "words"];

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Imports = ConsoleModules.All.ToDictionary(
        module => module,
        ConsoleModules.ImportsOf,
        StringComparer.Ordinal
    );

    [Fact]
    public void Every_module_lies_in_a_folder_of_its_page()
    {
        Assert.True(ConsoleModules.All.Count > 60, $"only {ConsoleModules.All.Count} modules were found");
        Assert.All(ConsoleModules.All, module => Assert.Matches("^[a-z]+/[a-z-]+\\.js$", module));
    }

    [Fact]
    public void Every_module_that_is_imported_exists() =>
        Assert.Empty(
            Imports.SelectMany(module =>
                module
                    .Value.Where(used => !File.Exists(Path.Combine(Parts.ProjectRoot, ConsoleModules.Root, used)))
                    .Select(used => $"{module.Key} imports {used}")
            )
        );

    [Fact]
    public void Every_module_is_imported_by_another_or_opens_a_page()
    {
        var used = Imports.Values.SelectMany(modules => modules).Concat(Opened()).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(ConsoleModules.All, module => !used.Contains(module));
    }

    [Fact]
    public void No_modules_import_each_other_in_a_circle() => Assert.Empty(Circles.In(Imports));

    [Fact]
    public void A_page_imports_the_frame_alone_and_the_frame_no_page() =>
        Assert.Empty(
            from module in Imports
            from used in module.Value
            where !used.StartsWith("../", StringComparison.Ordinal)
            let own = ConsoleModules.FolderOf(module.Key)
            let other = ConsoleModules.FolderOf(used)
            where other != own && other != (own == "frame" ? "words" : "frame")
            select $"{module.Key} imports {used}"
        );

    [Fact]
    public void Every_folder_of_a_page_has_the_module_that_opens_it() =>
        Assert.Equal(
            ConsoleModules
                .All.Select(ConsoleModules.FolderOf)
                .Distinct(StringComparer.Ordinal)
                .Except(Shared)
                .Select(page => $"{page}/page.js"),
            Opened().Order(StringComparer.Ordinal)
        );

    private static IEnumerable<string> Opened() =>
        ConsoleModules
            .Pages.Select(page => Script().Match(Tree.Read(page)))
            .Where(match => match.Success)
            .Select(match => match.Groups["path"].Value);

    [GeneratedRegex(
        """ViewData\["Script"\] = "(?<path>[^"]+)";""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Script();
}
