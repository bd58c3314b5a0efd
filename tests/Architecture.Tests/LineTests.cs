using System.Globalization;

namespace Moderation.Architecture.Tests;

public class LineTests
{
    /// <summary>Two files fit beside each other. <c>.editorconfig</c> tells the same to editors.</summary>
    private const int Most = 130;

    [Fact]
    public void No_line_of_code_is_longer_than_130_columns()
    {
        var files = Tree.Files(".cs", ".cshtml", ".razor", ".js", ".css", ".sql", ".sh", ".yml", ".http", ".csproj", ".props");
        Assert.True(files.Count > 300, $"only {files.Count} files were found");
        Assert.Empty(
            files.SelectMany(path =>
                Tree.Read(path)
                    .Split('\n')
                    .Select((line, i) => (Place: $"{path}:{i + 1}", Columns: new StringInfo(line).LengthInTextElements))
                    .Where(line => line.Columns > Most)
                    .Select(line => $"{line.Place} has {line.Columns} columns")
            )
        );
    }
}
