using System.Text.RegularExpressions;

namespace Moderation.Architecture.Tests;

public sealed partial class ClockTests
{
    /// <summary>
    /// <c>clock_timestamp()</c> is volatile: PostgreSQL asks it for each row and uses no index for a comparison with it. What is
    /// compared is <c>statement_timestamp()</c>; what is written may be either.
    /// </summary>
    [Fact]
    public void No_query_compares_a_column_with_a_volatile_clock()
    {
        var files = Tree.Files(".cs", ".sql").Where(path => path.StartsWith("services/", StringComparison.Ordinal)).ToList();
        Assert.Contains(files, path => Tree.Read(path).Contains("statement_timestamp()", StringComparison.Ordinal));
        Assert.Empty(
            files.SelectMany(path =>
                Tree.Read(path)
                    .Split('\n')
                    .Select((line, i) => (Place: $"{path}:{i + 1}", Line: line))
                    .Where(line => Compared().IsMatch(line.Line))
                    .Select(line => line.Place)
            )
        );
    }

    [GeneratedRegex(
        """([<>]=?|BETWEEN)((?!THEN).)*clock_timestamp\(\)|clock_timestamp\(\)[^,]*(?<!=)[<>]""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5_000
    )]
    private static partial Regex Compared();
}
