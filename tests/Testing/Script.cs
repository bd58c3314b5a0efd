using System.Diagnostics;

namespace Moderation.Testing;

/// <summary>A program of the tree, run to its end as an operator runs it.</summary>
public static class Script
{
    /// <param name="program">From the top of the tree, or on the path.</param>
    /// <param name="system">The folder of the system that it works on.</param>
    /// <param name="arguments">Of the program.</param>
    public static async Task<(int Code, string Said)> RunAsync(string program, string system, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(program);
        var path = program.Contains('/', StringComparison.Ordinal) ? Path.Combine(Parts.ProjectRoot, program) : program;
        var start = new ProcessStartInfo(path, arguments)
        {
            WorkingDirectory = Parts.ProjectRoot,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MODERATION_RUN_DIR"] = system, ["MODERATION_PORT_BASE"] = "free" },
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    /// <summary>What a file that the scripts have written sets a variable to.</summary>
    public static string ValueOf(string file, string name) =>
        File.ReadLines(file)
            .Select(line => line.Split('=', 2))
            .Single(parts => parts[0] == name)[1]
            .Trim('\'');
}
