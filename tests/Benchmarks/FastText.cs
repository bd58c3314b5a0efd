using System.Diagnostics;
using System.Globalization;

namespace Moderation.Benchmarks;

/// <summary>Debian's <c>fasttext</c>, as a process: trained with word pairs and character n-grams, on one thread.</summary>
internal static class FastText
{
    public const string Options = "-wordNgrams 2 -minn 2 -maxn 4 -dim 50 -bucket 200000 -epoch 25 -lr 0.3";

    /// <summary>Lines that are predicted, so that what is measured is far from the noise of starting a process.</summary>
    private const int Lines = 100_000;

    /// <summary>Null where it is not installed.</summary>
    public static string? Path { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Select(folder => System.IO.Path.Combine(folder, "fasttext"))
            .FirstOrDefault(File.Exists);

    /// <returns>Comments for each second of processor time, without the time to load the model, and macro-F1.</returns>
    public static async Task<(double Speed, double MacroF1)> MeasureAsync(TextExample[] train, TextExample[] test)
    {
        var folder = Directory.CreateTempSubdirectory("fasttext").FullName;
        try
        {
            var (input, model, queries, nothing) = (In("train"), In("model"), In("test"), In("nothing"));
            await File.WriteAllLinesAsync(input, train.Select(example => $"__label__{(example.Label ? 1 : 0)} {Line(example)}"));
            await File.WriteAllLinesAsync(queries, Enumerable.Range(0, Lines).Select(i => Line(test[i % test.Length])));
            await File.WriteAllTextAsync(nothing, "");
            await RunAsync($"supervised -input {input} -output {model} -thread 1 -verbose 0 {Options}");
            var (loading, _) = await RunAsync($"predict-prob {model}.bin {nothing} 2");
            var (time, answers) = await RunAsync($"predict-prob {model}.bin {queries} 2");
            var scored = answers
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Take(test.Length)
                .Zip(test, (answer, example) => (Probability(answer), example.Label));
            return (Lines / (time - loading).TotalSeconds, ScoringBenchmark.MacroF1(scored));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string In(string name) => System.IO.Path.Combine(folder, name);
    }

    /// <summary>The end of a line is the end of an example there.</summary>
    private static string Line(TextExample example) => example.Text.ReplaceLineEndings(" ");

    /// <summary>An answer is labels, each with its probability: <c>__label__1 0.9 __label__0 0.1</c>.</summary>
    private static float Probability(string answer)
    {
        var parts = answer.Split(' ');
        var at = Array.IndexOf(parts, "__label__1");
        return at < 0 ? 0 : float.Parse(parts[at + 1], CultureInfo.InvariantCulture);
    }

    /// <summary>Under a shell, whose <c>times</c> knows the processor time of a child that has ended.</summary>
    private static async Task<(TimeSpan Processor, string Output)> RunAsync(string arguments)
    {
        var start = new ProcessStartInfo("bash")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"{Path} {arguments} 2> /dev/null && LC_ALL=C times >&2");
        using var process = Process.Start(start)!;
        var (output, times) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"fasttext ended with {process.ExitCode}.");
        // Two lines of two times, the second line's of the children: 0m1.234s 0m0.056s.
        var parts = (await times)
            .Split([' ', '\n', 'm', 's'], StringSplitOptions.RemoveEmptyEntries)
            .Select(part => double.Parse(part, CultureInfo.InvariantCulture))
            .ToArray();
        return (TimeSpan.FromSeconds((60 * (parts[4] + parts[6])) + parts[5] + parts[7]), await output);
    }
}
