using System.Diagnostics;
using System.Reflection;

namespace Moderation.Testing;

/// <summary>Runs a test project's scripts, as browsers and receivers would.</summary>
public static class Node
{
    /// <returns>What the script wrote; it must end well.</returns>
    /// <exception cref="InvalidOperationException">It did not.</exception>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var project = Assembly.GetEntryAssembly()!.GetName().Name!["Moderation.".Length..];
        var folder = Path.Combine(Parts.ProjectRoot, "tests", project);
        using var node = Process.Start(
            new ProcessStartInfo("node", ["--no-warnings", Path.Combine(folder, script), .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                // Where libraries of the older kind look for each other.
                Environment = { ["NODE_PATH"] = Path.Combine(folder, "lib") },
            }
        )!;
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return node.ExitCode == 0
            ? said
            : throw new InvalidOperationException($"{script} ended with {node.ExitCode}");
    }
}
