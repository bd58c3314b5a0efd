namespace Moderation.Architecture.Tests;

/// <summary>
/// The folders of one project, and which of them use which: a folder may use what lies below it and nothing that uses it.
/// </summary>
internal sealed class Floors
{
    private readonly IReadOnlyList<Source> _sources;

    /// <summary>The folder of each type, by its namespace and name.</summary>
    private readonly Dictionary<(string Namespace, string Name), string> _types = [];

    public Floors(IReadOnlyList<Source> sources)
    {
        _sources = sources;
        foreach (var source in sources)
        {
            foreach (var type in source.Types)
                _types.TryAdd((source.Namespace, type), source.Folder);
        }
    }

    /// <summary>
    /// Each circle with the files that close it: <c>Lists → Policy → Lists (Lists/ListStore.cs; Policy/Rulebook.cs)</c>.
    /// </summary>
    public IReadOnlyList<string> Circles()
    {
        var uses = (
            from source in _sources
            from used in UsesOf(source)
            where used != source.Folder
            select (From: source.Folder, To: used, source.Path)
        ).ToList();
        var byFolder = uses.GroupBy(use => use.From, StringComparer.Ordinal)
            .ToDictionary<IGrouping<string, (string, string To, string)>, string, IReadOnlyList<string>>(
                folder => folder.Key,
                folder => [.. folder.Select(use => use.To).Distinct(StringComparer.Ordinal)],
                StringComparer.Ordinal
            );
        return [.. Architecture.Tests.Circles.In(byFolder).Select(circle => $"{circle} ({string.Join("; ", FilesOf(circle))})")];

        IEnumerable<string> FilesOf(string circle)
        {
            var folders = circle.Split(" → ");
            return folders
                .Zip(folders.Skip(1))
                .Select(step =>
                    string.Join(
                        ", ",
                        uses.Where(use => (use.From, use.To) == step).Select(use => use.Path).Distinct(StringComparer.Ordinal)
                    )
                );
        }
    }

    /// <summary>Folders whose types a source names, or whose namespaces it brings in.</summary>
    private IEnumerable<string> UsesOf(Source source)
    {
        string[] around = [.. Around(source.Namespace)];
        string[] visible = [.. around, .. _sources.Where(other => Reaches(other, source)).SelectMany(Given)];
        var named = source.Names.SelectMany(name => FoldersOf(name, visible, around));
        return named.Concat(source.Usings.Where(@using => !@using.Below).SelectMany(@using => FoldersOfUsing(@using.Name)));
    }

    private static IEnumerable<string> Given(Source imports) =>
        imports.Usings.Where(@using => @using.Below).Select(@using => @using.Name);

    /// <summary>Whether what <paramref name="imports"/> brings in everywhere is seen in a source.</summary>
    private static bool Reaches(Source imports, Source source) =>
        imports.Path.EndsWith(".cs", StringComparison.Ordinal)
            ? source.Path.EndsWith(".cs", StringComparison.Ordinal)
            : source.Path.StartsWith(imports.Path[..(imports.Path.LastIndexOf('/') + 1)], StringComparison.Ordinal)
                && Path.GetExtension(source.Path) == Path.GetExtension(imports.Path);

    /// <summary>A namespace and those that it lies in: their types are seen without <c>using</c>.</summary>
    private static IEnumerable<string> Around(string @namespace)
    {
        for (var end = @namespace.Length; end > 0; end = @namespace.LastIndexOf('.', end - 1))
            yield return @namespace[..end];
    }

    /// <summary>
    /// A namespace may be named whole, or from where one stands: <c>Decisions.Decision</c> in <c>Moderation.Moderator.Queue</c>.
    /// </summary>
    private IEnumerable<string> FoldersOf(string name, string[] visible, string[] around)
    {
        var parts = name.Split('.');
        if (visible.FirstOrDefault(@namespace => _types.ContainsKey((@namespace, parts[0]))) is { } nearest)
            yield return _types[(nearest, parts[0])];

        for (var length = 1; length < parts.Length; length++)
        {
            var written = string.Join('.', parts[..length]);
            foreach (var @namespace in around.Select(outer => $"{outer}.{written}").Append(written))
            {
                if (_types.TryGetValue((@namespace, parts[length]), out var folder))
                    yield return folder;
            }
        }
    }

    private IEnumerable<string> FoldersOfUsing(string name) =>
        _types
            .Where(type => type.Key.Namespace == name || $"{type.Key.Namespace}.{type.Key.Name}" == name)
            .Select(type => type.Value)
            .Distinct(StringComparer.Ordinal);
}
