using System.Diagnostics;

namespace Moderation.Load;

/// <summary>What <c>infra/run.sh</c> does with the parts of a system.</summary>
internal sealed class Infra(DirectoryInfo scripts, DirectoryInfo system)
{
    public Task StopAsync(string part) => RunAsync("--stop-part", part);

    public Task StartAsync(string part) => RunAsync("--start-part", part);

    public Task KillAsync(string part) => RunAsync("--kill-part", part);

    public Task HoldAsync(string part) => RunAsync("--hold-part", part);

    public Task ReleaseAsync(string part) => RunAsync("--release-part", part);

    public Task PromoteAsync(string part) => RunAsync("--promote", part);

    /// <summary>Which PostgreSQL takes writes.</summary>
    public string Primary() =>
        File.ReadLines(Path.Combine(system.FullName, "instance.env"))
            .Single(line => line.StartsWith("PRIMARY=", StringComparison.Ordinal))["PRIMARY=".Length..]
            .Trim('\'');

    /// <exception cref="InvalidOperationException">It failed; the message is what it said.</exception>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(scripts.FullName, "run.sh"), ["--no-build", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MODERATION_RUN_DIR"] = system.FullName },
        };
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? string.Concat(said)
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} failed: {string.Concat(said)}");
    }
}
