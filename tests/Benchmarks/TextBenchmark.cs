using System.Globalization;
using Moderation.Text;
using Spectre.Console;

namespace Moderation.Benchmarks;

/// <summary>
/// What 64 kB of the texts that are worst for the normaliser take, in processor time; the best of five runs of ten.
/// </summary>
internal static class TextBenchmark
{
    private const int Units = 65_536;

    private static readonly (string Name, string Part)[] Worst =
    [
        ("plain words", "đường mới đẹp quá "),
        ("single letters", "a "),
        ("dotted letters", "a."),
        ("broken syllables", "ng.u "),
        ("shorthand", "k "),
        ("digits in words", "a1"),
        ("marks without end", "\u0301"),
        ("decomposed letters", "e\u0302\u0301"),
        ("zero-width", "\u200B"),
        ("emoji", "😂"),
        ("emoji with selectors", "❤\uFE0F"),
        ("mathematical letters", "𝐧"),
        ("parts of Korean syllables", "ᄀ\u1161\u11A8"),
        ("the longest compatibility form", "\uFDFA"),
        ("letters in squares", "🅰"),
    ];

    public static void Run()
    {
        var table = new Table().AddColumns("text", "ms");
        foreach (var (name, part) in Worst)
            table.AddRow(
                name,
                Milliseconds(string.Concat(Enumerable.Repeat(part, Units / part.Length)))
                    .ToString("0.0", CultureInfo.InvariantCulture)
            );
        AnsiConsole.Write(table);
    }

    private static double Milliseconds(string text)
    {
        var reader = new MatchingText();
        reader.Read(text);
        return Enumerable
            .Range(0, 5)
            .Min(_ =>
            {
                var start = Environment.CpuUsage.TotalTime;
                for (var i = 0; i < 10; i++)
                    reader.Read(text);
                return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds / 10;
            });
    }
}
