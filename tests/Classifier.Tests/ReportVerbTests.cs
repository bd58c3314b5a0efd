using System.Text.Json;
using Moderation.Testing;
using Xunit;

namespace Moderation.Classifier.Tests;

/// <summary>The verbs that explain and measure.</summary>
public sealed class ReportVerbTests : IDisposable
{
    /// <summary>Lines of the committed comments.</summary>
    private const int OwnComments = 10516;

    private readonly string _folder = Directory.CreateTempSubdirectory("verbs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_comment_is_explained_with_its_words_and_cannot_speak_to_the_terminal()
    {
        var explained = await CommandLine.RunAsync(
            "",
            "explain",
            "Đồ n.g.u \u001b[31m[red]nhé[/]",
            "--title",
            "Đường mới",
            "--model",
            await SmallModelAsync()
        );
        Assert.Equal(0, explained.Code);
        Assert.Contains("n.g.u", explained.Output, StringComparison.Ordinal);
        Assert.Contains("[red]nhé[/]", explained.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', explained.Output);
        Assert.All(["Spam", "Toxicity", "Hate", "Constructive"], label =>
            Assert.Contains(label, explained.Output, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_functional_suite_is_reported_by_functionality()
    {
        var suite = Path.Combine(Parts.ProjectRoot, "tests", "Classifier.Tests", "Functional", "functional.vi.jsonl");
        var run = await CommandLine.RunAsync("", "functional", "--model", await SmallModelAsync(), "--suite", suite, "--json");
        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(SmallModel.Name, report.GetProperty("model").GetString());
        Assert.Equal(48, report.GetProperty("results").GetArrayLength());
        Assert.All(report.GetProperty("results").EnumerateArray(), result =>
            Assert.InRange(result.GetProperty("rate").GetDouble(), 0, 1)
        );
    }

    [Fact]
    public async Task Evasion_is_reported_by_kind_and_level_against_the_clean_texts()
    {
        var run = await CommandLine.RunAsync(
            "",
            "evasion",
            "--model",
            await SmallModelAsync(),
            "--data",
            await EveryAsync(30),
            "--label",
            "spam",
            "--json"
        );
        var report = JsonDocument.Parse(run.Output).RootElement;
        var results = report.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(12 * 3, results.Count);
        Assert.All(results, result =>
            Assert.Equal(
                (report.GetProperty("clean").GetDouble() - result.GetProperty("macroF1").GetDouble()) * 100,
                result.GetProperty("loss").GetDouble(),
                1e-9
            )
        );
        Assert.InRange(
            results.Find(result => result.GetProperty("kind").GetString() == "zeroWidth").GetProperty("loss").GetDouble(),
            -3,
            3
        );
    }

    [Fact]
    public async Task Throughput_is_measured_on_texts_cut_to_length()
    {
        var run = await CommandLine.RunAsync(
            "",
            "throughput",
            "--model",
            await SmallModelAsync(),
            "--data",
            SmallModel.AllComments,
            "--first",
            "48",
            "--brief",
            "--json"
        );
        var measured = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(OwnComments, measured.GetProperty("comments").GetInt32());
        Assert.InRange(measured.GetProperty("meanLength").GetDouble(), 10, 48);
        // The result of a comment without spans is one object with room for six floats. The few texts with digits enough for a
        // phone number are read for one, which takes some kilobytes each.
        Assert.InRange(measured.GetProperty("scores").GetProperty("allocatedBytes").GetDouble(), 0, 800);
        Assert.All(["scores", "scoresAndSpans"], way =>
            Assert.InRange(measured.GetProperty(way).GetProperty("oneThread").GetDouble(), 1_000, 10_000_000)
        );
        Assert.InRange(measured.GetProperty("millionSeconds").GetDouble(), 0, 600);
    }

    [Fact]
    public async Task Spans_are_measured_on_held_out_folds_and_learned_by_training()
    {
        var (marked, model) = (Path.Combine(_folder, "marked.jsonl"), Path.Combine(_folder, "words.model"));
        await File.WriteAllLinesAsync(
            marked,
            Enumerable
                .Range(0, 60)
                .Select(i =>
                    i % 2 == 0
                        ? $$"""{"text":"Đồ ngu, bài {{i}} hay thế mà chê","toxic":1,"spans":[[3,6]]}"""
                        : $$"""{"text":"Bài {{i}} hay, cảm ơn tác giả","toxic":0,"spans":[]}"""
                ),
            TestContext.Current.CancellationToken
        );
        var measured = await CommandLine.RunAsync("", "spans", "--data", marked, "--folds", "3", "--slot-bits", "12", "--json");
        Assert.InRange(JsonDocument.Parse(measured.Output).RootElement.GetProperty("f1").GetDouble(), 0.9, 1);

        var trained = await CommandLine.RunAsync(
            "",
            "train",
            "--data",
            await EveryAsync(16),
            "--out",
            model,
            "--slot-bits",
            "12",
            "--perturb",
            "1",
            "--spans",
            marked,
            "--json"
        );
        Assert.Equal(0, trained.Code);
        Assert.NotNull(Classifier.Model.ModelFile.Load(model).Header.Words);
        Assert.Equal((OwnComments + 15) / 16, Classifier.Model.ModelFile.Load(model).Header.TrainedOn[0].Rows);
    }

    /// <summary>Every nth of the committed comments.</summary>
    private async Task<string> EveryAsync(int nth)
    {
        var path = Path.Combine(_folder, "some.jsonl");
        var lines = File.ReadLines(SmallModel.AllComments).Where((_, line) => line % nth == 0);
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);
        return path;
    }

    private async Task<string> SmallModelAsync()
    {
        var path = Path.Combine(_folder, "small.model");
        await File.WriteAllBytesAsync(
            path,
            Classifier.Model.ModelFile.Write(SmallModel.Shared),
            TestContext.Current.CancellationToken
        );
        return path;
    }
}
