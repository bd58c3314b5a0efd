using System.Diagnostics;
using System.Security.Cryptography;
using Moderation.Classifier.Scoring;
using Xunit;

namespace Moderation.Classifier.Tests;

/// <summary>The service as a process: what it says of its model when it starts, or why it does not start.</summary>
public class ModelChoiceTests
{
    private const string Another = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";

    [Theory]
    [InlineData("Production", "", "Model:Name is not configured")]
    [InlineData("Production", "--Model:Name=best", "must be open or research")]
    [InlineData("Development", "--Model:Name=open --Model:Path=a.model", "both configured")]
    [InlineData("Development", "--Model:Path=a.model", "Model:Sha256 must be the SHA-256")]
    [InlineData("Production", "--Model:Path=a.model --Model:Sha256=0123", "Model:Sha256 must be the SHA-256")]
    public async Task A_start_without_a_clear_choice_of_model_is_refused(string environment, string arguments, string reason)
    {
        using var process = Start(environment, arguments);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains(reason, await error + await output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", "--Model:Name=open", "the model open-")]
    [InlineData("Production", "--Model:Name=open", "comments are scored by open-")]
    [InlineData("Production", "--Model:Name=research", "research-only data")]
    [InlineData("Production", $"--Model:Path=missing.model --Model:Sha256={Another}", "its file cannot be read")]
    [InlineData("Production", "--Model:Path=RESEARCH --Model:Sha256=ITS-OWN", "research-only data")]
    [InlineData("Production", $"--Model:Path=RESEARCH --Model:Sha256={Another}", $"and {Another} is expected")]
    public async Task The_first_lines_name_the_model(string environment, string arguments, string line)
    {
        var research = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7()}.model");
        await File.WriteAllBytesAsync(
            research,
            Classifier.Model.ModelFile.Write(
                new(SmallModel.Shared.Header with { Name = "research-test" }, SmallModel.Shared.Weights)
            ),
            TestContext.Current.CancellationToken
        );
        var own = Convert.ToHexString(
            SHA256.HashData(await File.ReadAllBytesAsync(research, TestContext.Current.CancellationToken))
        );
        using var process = Start(
            environment,
            arguments
                .Replace("RESEARCH", research, StringComparison.Ordinal)
                .Replace("ITS-OWN", own, StringComparison.Ordinal)
        );
        try
        {
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } said)
            {
                if (said.Contains(line, StringComparison.Ordinal))
                    return;
            }

            Assert.Fail($"It ended without saying \"{line}\": {await error}");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            File.Delete(research);
        }
    }

    private static Process Start(string environment, string arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(CommentScorer).Assembly.Location);
        start.ArgumentList.Add("--urls=http://127.0.0.1:0");
        foreach (var argument in arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        // Nothing listens there; the model is announced before the broker is looked for.
        start.Environment["ConnectionStrings__RabbitMq"] = "amqp://moderation:x7Q2-9mWd-4kTz-8bRn@127.0.0.1:9/";
        start.Environment["ConnectionStrings__Database"] = "Host=127.0.0.1;Port=9;Database=classifier;Username=classifier";
        return Process.Start(start)!;
    }
}
