using System.Diagnostics;
using System.Globalization;
using System.Text;
using Moderation.Testing;
using Npgsql;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Moderation.EndToEnd.Tests.RunningSystem))]

// One system is stopped, killed and looked at: tests take turns.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Moderation.EndToEnd.Tests;

/// <summary>
/// The whole system as a user starts it: by <c>infra/run.sh</c>, with services as processes, and a broker and databases of its own.
/// </summary>
public sealed class RunningSystem : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(Parts.ProjectRoot, ".run", "end-to-end");

    /// <summary>Of one script. The longest of them builds the services.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private Dictionary<string, string> _addresses = [];

    public static IReadOnlyList<string> Services { get; } = ["intake", "classifier", "moderator", "publisher", "site"];

    public Uri Intake => new(_addresses["INTAKE_URL"]);

    public Uri Moderator => new(_addresses["MODERATOR_URL"]);

    public Uri Publisher => new(_addresses["PUBLISHER_URL"]);

    public Uri Site => new(_addresses["SITE_URL"]);

    /// <summary>Name and password of the first moderator.</summary>
    public (string Name, string Password) Login => (_addresses["MODERATOR_USER"], _addresses["MODERATOR_PASSWORD"]);

    public static string Logs => Path.Combine(Folder, "logs");

    public async ValueTask InitializeAsync()
    {
        await InfraAsync("stop.sh");
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        await InfraAsync("run.sh", "--detach");
        _addresses = File.ReadLines(Path.Combine(Folder, "addresses.env"))
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1].Trim('\''), StringComparer.Ordinal);
    }

    /// <summary>Where the folder of each build is.</summary>
    public static string Builds => Path.Combine(Parts.ProjectRoot, ".run", "builds");

    public async ValueTask DisposeAsync() => await InfraAsync("stop.sh");

    public static Task StopAsync(string part) => InfraAsync("run.sh", "--no-build", "--stop-part", part);

    /// <summary>Starts it and waits until it is ready.</summary>
    public static Task StartAsync(string part) => InfraAsync("run.sh", "--no-build", "--start-part", part);

    /// <summary>Starts what does not run yet, from the sources' own build or from the latest, and returns what the script says.</summary>
    public static Task<string> StartAllAsync(bool latestBuild = false) =>
        latestBuild ? InfraAsync("run.sh", "--no-build", "--detach") : InfraAsync("run.sh", "--detach");

    /// <summary>Sends the first of the comments that were written for the demo, and returns what the script says.</summary>
    public static Task<string> FillAsync(int count) => InfraAsync("fill.sh", $"{count}");

    /// <summary>Process ids by part.</summary>
    public static IReadOnlyDictionary<string, string> Processes() =>
        Directory
            .GetFiles(Path.Combine(Folder, "pids"))
            .ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);

    /// <summary>Ends a service as a power cut would (SIGKILL). Who collects what is left of the process may never do so: it is not waited for.</summary>
    public static Task KillAsync(string service)
    {
        var id = int.Parse(File.ReadAllText(Path.Combine(Folder, "pids", service)), CultureInfo.InvariantCulture);
        using (var process = Process.GetProcessById(id))
            process.Kill();
        return Eventually.IsTrueAsync($"{service} has ended", () => Task.FromResult(HasEnded(id)));
    }

    private static bool HasEnded(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)] is 'Z' or 'X';
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <param name="service">intake, moderator, publisher or site.</param>
    public NpgsqlDataSource Database(string service)
    {
        var uri = new Uri(_addresses["DATABASE_URL_" + service.ToUpperInvariant()]);
        var user = uri.UserInfo.Split(':', 2);
        return NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder
            {
                Host = uri.Host,
                Port = uri.Port,
                Username = user[0],
                Password = Uri.UnescapeDataString(user[1]),
                Database = uri.AbsolutePath.TrimStart('/'),
            }
        );
    }

    private static async Task<string> InfraAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Parts.ProjectRoot, "infra", script), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MODERATION_RUN_DIR"] = Folder, ["MODERATION_PORT_BASE"] = "free" },
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var (output, error) = (new StringBuilder(), new StringBuilder());
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"{script} {string.Join(' ', arguments)} has not ended in {Limit}. It said:\n{output}\n{error}",
                exception
            );
        }

        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{script} {string.Join(' ', arguments)} failed:\n{output}\n{error}");
        return output.ToString();
    }
}
