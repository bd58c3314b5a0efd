using Moderation.Testing;

namespace Moderation.Architecture.Tests;

/// <summary>The files of the project as somebody reads them who has cloned it.</summary>
internal static class Tree
{
    private static readonly HashSet<string> NotOurs = new(
        [".git", ".run", "bin", "obj", "lib", "node_modules"],
        StringComparer.Ordinal
    );

    /// <summary>
    /// Paths from the project's root, with forward slashes, of all files with one of these endings (<c>.cs</c>).
    /// </summary>
    public static IReadOnlyList<string> Files(params string[] endings) =>
        [
            .. Below(new DirectoryInfo(Parts.ProjectRoot))
                .Where(file => endings.Contains(file.Extension, StringComparer.Ordinal))
                .Select(file => Path.GetRelativePath(Parts.ProjectRoot, file.FullName).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    /// <param name="path">As <see cref="Files"/> gives it.</param>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Parts.ProjectRoot, path));

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(inner => IsOurs(inner)).SelectMany(Below));

    /// <summary><c>infra/lib</c> is ours; <c>wwwroot/lib</c> holds what others wrote.</summary>
    private static bool IsOurs(DirectoryInfo folder) =>
        !NotOurs.Contains(folder.Name) || folder is { Name: "lib", Parent.Name: "infra" };
}
