using System.Diagnostics;
using Moderation.Testing;

namespace Moderation.EndToEnd.Tests;

/// <summary>A second person, added on the command line as a newsroom adds one.</summary>
internal static class Colleague
{
    /// <param name="options">Of the command line, such as <c>--role</c>.</param>
    public static async Task<(string Name, string Password)> AddAsync(params string[] options)
    {
        var (name, password) = ($"Biên tập {Guid.CreateVersion7().ToString("n")[^6..]}", Guid.CreateVersion7().ToString());
        using var process = Process.Start(
            new ProcessStartInfo(
                Path.Combine(Parts.ProjectRoot, "infra", "run.sh"),
                ["--no-build", "--exec", "moderator", "add-moderator", name, .. options]
            )
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardError = true,
                Environment = { ["MODERATION_RUN_DIR"] = Path.GetDirectoryName(RunningSystem.Logs) },
            }
        )!;
        await process.StandardInput.WriteLineAsync(password);
        process.StandardInput.Close();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (name, password) : throw new InvalidOperationException($"add-moderator failed:\n{error}");
    }
}
