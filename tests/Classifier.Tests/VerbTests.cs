using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace Moderation.Classifier.Tests;

public sealed class VerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("verbs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_model_is_trained_measured_and_used_from_the_command_line()
    {
        var (data, model) = (Path.Combine(_folder, "data.jsonl"), Path.Combine(_folder, "made.model"));
        var charts = Path.Combine(_folder, "charts");
        await File.WriteAllLinesAsync(
            data,
            File.ReadLines(SmallModel.AllComments).Where((_, line) => line % 12 == 0),
            TestContext.Current.CancellationToken
        );

        var trained = await CommandLine.RunAsync(
            "",
            "train",
            "--data",
            data + "=2",
            "--out",
            model,
            "--name",
            "made",
            "--slot-bits",
            "12",
            "--json"
        );
        Assert.Equal(0, trained.Code);
        Assert.Equal(4, JsonDocument.Parse(trained.Output).RootElement.GetProperty("measures").GetArrayLength());

        var evaluated = await CommandLine.RunAsync(
            "",
            "evaluate",
            "--model",
            model,
            "--data",
            data,
            "--charts",
            charts,
            "--json"
        );
        Assert.Equal(0, evaluated.Code);
        var spam = JsonDocument.Parse(evaluated.Output).RootElement.GetProperty("measures")[0];
        Assert.Equal("spam", spam.GetProperty("label").GetString());
        var area = spam.GetProperty("measures").GetProperty("rocAuc").GetDouble();
        Assert.InRange(area, 0.95, 1);
        var interval = spam.GetProperty("intervals").GetProperty("rocAuc");
        Assert.True(interval.GetProperty("low").GetDouble() <= area && area <= interval.GetProperty("high").GetDouble());
        var pictures = Directory.GetFiles(charts).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(12, pictures.Count);
        Assert.Equal(
            ["constructive-data-confusion.svg", "constructive-data-precision-recall.svg", "constructive-data-reliability.svg"],
            pictures.Take(3)
        );
        Assert.All(Directory.GetFiles(charts), picture => Assert.Equal("svg", XDocument.Load(picture).Root!.Name.LocalName));

        var scored = await CommandLine.RunAsync(
            "đồ n.g.u\n{\"text\":\"Bài hay, cảm ơn\",\"title\":\"Đường mới\"}\n",
            "score",
            "--model",
            model
        );
        var answers = scored.Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(2, answers.Count);
        Assert.All(answers, answer => Assert.Equal("made", answer.GetProperty("model").GetString()));
        Assert.True(Toxicity(answers[0]) > Toxicity(answers[1]));
    }

    [Theory]
    [InlineData("evaluate", "--model", "missing.model", "--data", "missing.jsonl")]
    [InlineData("train", "--data", "missing.jsonl", "--out", "x.model")]
    [InlineData("train", "--out", "x.model")]
    [InlineData("train", "--data", "missing.jsonl~dance", "--out", "x.model")]
    [InlineData("train", "--data", "{data}", "--shares", "film=1", "--out", "x.model")]
    [InlineData("train", "--data", "{data}", "--shares", "news=much", "--out", "x.model")]
    [InlineData("train", "--data", "{data}", "--shares", "news=1", "news=2", "--out", "x.model")]
    [InlineData("train", "--data", "{data}", "--beside", "toxicity@film:news=1", "--out", "x.model")]
    [InlineData("train", "--data", "{data}", "--beside", "toxicity@news:film=1", "--out", "x.model")]
    [InlineData("train", "--data", "{data}", "--beside", "joy@news:news=1", "--out", "x.model")]
    [InlineData("train", "--data", "{data}", "--beside", "toxicity@news=much:news=1", "--out", "x.model")]
    [InlineData("train", "--data", "{data}", "--beside", "toxicity", "--out", "x.model")]
    [InlineData("train", "--data", "{data}", "--shares", "joy.news=1", "--out", "x.model")]
    [InlineData("train", "--data", "{data}", "--expect", "toxicity=1.5", "--out", "x.model")]
    [InlineData("train", "--data", "{data}", "--expect", "joy=0.5", "--out", "x.model")]
    [InlineData("benchmark", "--train", "missing.jsonl", "--dev", "missing.jsonl", "--test", "missing.jsonl", "--label", "spam")]
    [InlineData("dance")]
    public async Task A_verb_that_cannot_be_done_fails_and_says_why(params string[] arguments)
    {
        var run = await CommandLine.RunAsync(
            "",
            [.. arguments.Select(argument => argument.Replace("{data}", SmallModel.AllComments, StringComparison.Ordinal))]
        );
        Assert.NotEqual(0, run.Code);
        Assert.NotEqual("", run.Error.Trim());
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    private static float Toxicity(JsonElement answer) => answer.GetProperty("scores").GetProperty("toxicity").GetSingle();
}
