using System.Diagnostics;

namespace Moderation.Load;

/// <summary>What <c>infra/run.sh</c> does with the parts of a system.</summary>
/// <param name="scripts">The folder <c>infra</c>.</param>
/// <param name="system">Where the system keeps what it has.</param>
/// <param name="settings">What its services are told besides.</param>
internal sealed class Infra(
    DirectoryInfo scripts,
    DirectoryInfo system,
    IReadOnlyDictionary<string, string>? settings = null
)
{
    /// <summary>The nodes of RabbitMQ.</summary>
    public IReadOnlyList<string> Brokers =>
        ValueOf("REDUNDANT") == "yes" ? ["rabbitmq", "rabbitmq-2", "rabbitmq-3"] : ["rabbitmq"];

    public Task StopAsync(string part) => RunAsync("--stop-part", part);

    /// <param name="part">Which.</param>
    /// <param name="environment">What it is told besides, this time.</param>
    public Task StartAsync(string part, params (string Name, string Value)[] environment) =>
        RunAsync(["--start-part", part], environment);

    public Task KillAsync(string part) => RunAsync("--kill-part", part);

    public Task HoldAsync(string part) => RunAsync("--hold-part", part);

    public Task ReleaseAsync(string part) => RunAsync("--release-part", part);

    public async Task HoldAllAsync(IEnumerable<string> parts)
    {
        foreach (var part in parts)
            await HoldAsync(part);
    }

    public async Task ReleaseAllAsync(IEnumerable<string> parts)
    {
        foreach (var part in parts)
            await ReleaseAsync(part);
    }

    /// <summary>Leaves no room on that part's disk.</summary>
    public Task FillDiskAsync(string part) => RunAsync("--fill-disk", part);

    public Task FreeDiskAsync(string part) => RunAsync("--free-disk", part);

    public Task PromoteAsync(string part) => RunAsync("--promote", part);

    /// <summary>Which PostgreSQL takes writes.</summary>
    public string Primary() => ValueOf("PRIMARY");

    /// <exception cref="InvalidOperationException">It failed; the message is what it said.</exception>
    public Task<string> RunAsync(params string[] arguments) => RunAsync(arguments, []);

    private string ValueOf(string name) =>
        File.ReadLines(Path.Combine(system.FullName, "instance.env"))
            .Single(line => line.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..]
            .Trim('\'');

    private async Task<string> RunAsync(string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(scripts.FullName, "run.sh"), ["--no-build", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MODERATION_RUN_DIR"] = system.FullName },
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? string.Concat(said)
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} failed: {string.Concat(said)}");
    }
}
