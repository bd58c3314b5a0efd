using System.Diagnostics;
using Moderation.Testing;
using Xunit;

namespace Moderation.Intake.Tests;

/// <summary>Runs this project's scripts, as browsers would parts of ours.</summary>
public static class Node
{
    /// <returns>What the script wrote; it must end well.</returns>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var path = Path.Combine(Parts.ProjectRoot, "tests", "Intake.Tests", script);
        using var node = Process.Start(
            new ProcessStartInfo("node", ["--no-warnings", path, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        var said = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, node.ExitCode);
        return said;
    }
}
