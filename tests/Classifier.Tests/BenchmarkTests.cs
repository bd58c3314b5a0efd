using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Moderation.Classifier.Tests;

public sealed class BenchmarkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("benchmark").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("fast", 2)]
    [InlineData("best", 4)]
    public async Task The_recipe_learns_a_data_sets_own_classes_and_gives_the_same_figures_again(string profile, int nth)
    {
        string[] arguments =
        [
            "benchmark",
            "--train",
            await WriteAsync("train", nth, 0, 1),
            "--dev",
            await WriteAsync("dev", nth, 2),
            "--test",
            await WriteAsync("test", 1, 3),
            "--label",
            "kind",
            "--title",
            "--profile",
            profile,
            "--json",
        ];
        var run = await CommandLine.RunAsync("", arguments);
        Assert.Equal(0, run.Code);
        var result = JsonDocument.Parse(run.Output).RootElement;
        var (low, high) = (result.GetProperty("low").GetDouble(), result.GetProperty("high").GetDouble());
        Assert.InRange(result.GetProperty("macroF1").GetDouble(), 0.7, 1);
        Assert.InRange(result.GetProperty("macroF1").GetDouble(), low, high);
        Assert.True(low < high);
        Assert.InRange(result.GetProperty("accuracy").GetDouble(), 0.75, 1);
        Assert.InRange(result.GetProperty("withoutSeen").GetDouble(), 0.7, 1);
        Assert.InRange(result.GetProperty("folds").GetProperty("macroF1").GetDouble(), 0.65, 1);
        Assert.Equal(["advertising", "clean", "insult"], result.GetProperty("perClass").EnumerateObject().Select(c => c.Name));
        Assert.Equal(250, result.GetProperty("perClass").EnumerateObject().Sum(c => c.Value.GetProperty("rows").GetInt32()));

        var again = await CommandLine.RunAsync("", arguments);
        Assert.Equal(WithoutTime(run.Output), WithoutTime(again.Output));
    }

    [Fact]
    public async Task A_test_text_of_an_unknown_class_is_refused()
    {
        var test = Path.Combine(_folder, "odd.jsonl");
        await File.WriteAllTextAsync(test, """{"text":"Chào","kind":"odd"}""", TestContext.Current.CancellationToken);
        var run = await CommandLine.RunAsync(
            "",
            "benchmark",
            "--train",
            await WriteAsync("train", 1, 0),
            "--dev",
            await WriteAsync("dev", 1, 1),
            "--test",
            test,
            "--label",
            "kind"
        );
        Assert.Equal(1, run.Code);
        Assert.Contains("\"odd\"", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Some quarters of the committed comments, or of every nth of them, as a data set of three classes.</summary>
    private async Task<string> WriteAsync(string name, int nth, params int[] quarters)
    {
        var path = Path.Combine(_folder, name + ".jsonl");
        var lines = File.ReadLines(SmallModel.AllComments)
            .Take(1_000)
            .Where((_, line) => line / 4 % nth == 0 && quarters.Contains(line % 4))
            .Select(line => JsonNode.Parse(line)!)
            .Select(line =>
                new JsonObject
                {
                    ["text"] = (string)line["text"]!,
                    ["title"] = (string)line["title"]!,
                    ["kind"] =
                        (int)line["spam"]! == 1 ? "advertising"
                        : (int)line["toxicity"]! == 1 ? "insult"
                        : "clean",
                }.ToJsonString()
            );
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);
        return path;
    }

    private static string WithoutTime(string output)
    {
        var result = JsonNode.Parse(output)!.AsObject();
        result.Remove("trainSeconds");
        return result.ToJsonString();
    }
}
