using System.Diagnostics;
using System.Text.Json;
using Moderation.Classifier.Scoring;
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
        await File.WriteAllLinesAsync(data, File.ReadLines(SmallModel.AllComments).Where((_, line) => line % 4 == 0), TestContext.Current.CancellationToken);

        var trained = await RunAsync("", "train", "--data", data + "=2", "--out", model, "--name", "made", "--slot-bits", "12", "--json");
        Assert.Equal(0, trained.Code);
        Assert.Equal(4, JsonDocument.Parse(trained.Output).RootElement.GetProperty("measures").GetArrayLength());

        var evaluated = await RunAsync("", "evaluate", "--model", model, "--data", data, "--json");
        Assert.Equal(0, evaluated.Code);
        var spam = JsonDocument.Parse(evaluated.Output).RootElement.GetProperty("measures")[0];
        Assert.Equal("spam", spam.GetProperty("label").GetString());
        Assert.InRange(spam.GetProperty("measures").GetProperty("rocAuc").GetDouble(), 0.95, 1);

        var scored = await RunAsync("đồ n.g.u\n{\"text\":\"Bài hay, cảm ơn\",\"title\":\"Đường mới\"}\n", "score", "--model", model);
        var answers = scored.Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(2, answers.Count);
        Assert.All(answers, answer => Assert.Equal("made", answer.GetProperty("model").GetString()));
        Assert.True(Toxicity(answers[0]) > Toxicity(answers[1]));
    }

    [Theory]
    [InlineData("evaluate", "--model", "missing.model", "--data", "missing.jsonl")]
    [InlineData("train", "--data", "missing.jsonl", "--out", "x.model")]
    [InlineData("train", "--out", "x.model")]
    [InlineData("dance")]
    public async Task A_verb_that_cannot_be_done_fails_and_says_why(params string[] arguments)
    {
        var run = await RunAsync("", arguments);
        Assert.NotEqual(0, run.Code);
        Assert.NotEqual("", run.Error.Trim());
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    private static float Toxicity(JsonElement answer) => answer.GetProperty("scores").GetProperty("toxicity").GetSingle();

    private static async Task<(int Code, string Output, string Error)> RunAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(CommentScorer).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
