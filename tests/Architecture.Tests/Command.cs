using System.Diagnostics;
using Moderation.Testing;

namespace Moderation.Architecture.Tests;

/// <summary>A program that is run in the tree.</summary>
internal static class Command
{
    /// <param name="program">Of the tree, such as <c>infra/install.sh</c>, or of the machine.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its exit code, and all that it said.</returns>
    public static async Task<(int Code, string Said)> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(
            program.StartsWith("infra/", StringComparison.Ordinal) ? Path.Combine(Parts.ProjectRoot, program) : program,
            arguments
        )
        {
            WorkingDirectory = Parts.ProjectRoot,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }
}
