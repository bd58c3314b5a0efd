using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Moderation.Testing;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(Moderation.EndToEnd.Tests.RunningSystem))]

namespace Moderation.EndToEnd.Tests;

/// <summary>
/// The whole system as a user starts it: by <c>infra/run.sh</c>, with services as processes, and a broker and databases of its
/// own.
/// One for each test project that needs it.
/// </summary>
public sealed partial class RunningSystem : IAsyncLifetime
{
    /// <summary>Where it keeps what it has.</summary>
    public static readonly string Folder = Path.Combine(
        Parts.ProjectRoot,
        ".run",
        typeof(RunningSystem).Assembly.GetName().Name!["Moderation.".Length..]
    );

    /// <summary>Of one script. The longest of them builds the services.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    private readonly List<string> _borrowed = [];
    private Dictionary<string, string> _addresses = [];
    private string _antiforgeryToken = "";

    public static IReadOnlyList<string> Services { get; } = ["intake", "classifier", "moderator", "publisher", "site"];

    /// <summary>What else a project wants its system to know.</summary>
    static partial void Configure(IDictionary<string, string?> environment);

    /// <summary>One of those that the scripts have made for this system.</summary>
    public static string Secret(string name) => Script.ValueOf(Path.Combine(Folder, "secrets.env"), name);

    public Uri Intake => new(_addresses["INTAKE_URL"]);

    public Uri Moderator => new(_addresses["MODERATOR_URL"]);

    public Uri Publisher => new(_addresses["PUBLISHER_URL"]);

    public Uri Site => new(_addresses["SITE_URL"]);

    /// <summary>Where a service is watched.</summary>
    public Uri Operations(string service) => new(_addresses[service.ToUpperInvariant() + "_OPERATIONS_URL"]);

    /// <summary>RabbitMQ, as its operator.</summary>
    public Uri Broker => new(_addresses["RABBITMQ_URL"]);

    /// <summary>Name and password of the first moderator.</summary>
    public (string Name, string Password) Login => (_addresses["MODERATOR_USER"], _addresses["MODERATOR_PASSWORD"]);

    /// <summary>Cookies of the first moderator's session, which all tests share: each sign-in costs a slow hash.</summary>
    public CookieContainer Session { get; } = new();

    public static string Logs => Path.Combine(Folder, "logs");

    public async ValueTask InitializeAsync()
    {
        await InfraAsync("stop.sh");
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        // Systems that choose their ports at the same time could choose the same ones.
        using (await TurnAsync())
            await InfraAsync("run.sh", "--detach");
        _addresses = File.ReadLines(Path.Combine(Folder, "addresses.env"))
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1].Trim('\''), StringComparer.Ordinal);
        await SignInAsync();
    }

    /// <summary>A client of the console's API with the session of the first moderator.</summary>
    public HttpClient Client() =>
        new(new SocketsHttpHandler { CookieContainer = Session })
        {
            BaseAddress = Moderator,
            Timeout = TimeSpan.FromSeconds(30),
            DefaultRequestHeaders = { { "X-CSRF-TOKEN", _antiforgeryToken } },
        };

    /// <summary>Where the folder of each build is.</summary>
    public static string Builds => Path.Combine(Parts.ProjectRoot, ".run", "builds");

    /// <summary>Deletes a folder once nothing runs from it any more.</summary>
    public void DeleteAtEnd(string folder) => _borrowed.Add(folder);

    public async ValueTask DisposeAsync()
    {
        await InfraAsync("stop.sh");
        foreach (var folder in _borrowed)
            Directory.Delete(folder, recursive: true);
    }

    public static Task StopAsync(string part) => InfraAsync("run.sh", "--no-build", "--stop-part", part);

    /// <summary>Starts it and waits until it is ready.</summary>
    public static Task StartAsync(string part) => InfraAsync("run.sh", "--no-build", "--start-part", part);

    /// <summary>
    /// Starts what does not run yet, from the sources' own build or from the latest, and returns what the script says.
    /// </summary>
    public static Task<string> StartAllAsync(bool latestBuild = false) =>
        latestBuild ? InfraAsync("run.sh", "--no-build", "--detach") : InfraAsync("run.sh", "--detach");

    /// <summary>Sends the first of the comments that were written for the demo, and returns what the script says.</summary>
    public static Task<string> FillAsync(int count) => InfraAsync("fill.sh", $"{count}");

    /// <summary>What the doctor says of one service; it is an error when something is wrong.</summary>
    public static Task<string> ExamineAsync(string service) => InfraAsync("doctor.sh", service);

    /// <summary>One of a service's verbs, as its operator runs it; returns what it says.</summary>
    public static Task<string> RunVerbAsync(string service, params string[] verb) =>
        InfraAsync("run.sh", ["--exec", service, .. verb]);

    /// <summary>Process ids by part.</summary>
    public static IReadOnlyDictionary<string, string> Processes() =>
        Directory
            .GetFiles(Path.Combine(Folder, "pids"))
            .ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);

    /// <summary>Ends a part as a power cut would.</summary>
    public static Task KillAsync(string part) => InfraAsync("run.sh", "--no-build", "--kill-part", part);

    /// <param name="service">intake, moderator, publisher or site.</param>
    public NpgsqlDataSource Database(string service) => NpgsqlDataSource.Create(ConnectionStringOf(service));

    public string ConnectionStringOf(string service)
    {
        var uri = new Uri(_addresses["DATABASE_URL_" + service.ToUpperInvariant()]);
        var user = uri.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port,
            Username = user[0],
            Password = Uri.UnescapeDataString(user[1]),
            Database = uri.AbsolutePath.TrimStart('/'),
        }.ConnectionString;
    }

    private async Task SignInAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = Session }) { BaseAddress = Moderator };
        using var response = await client.PostAsJsonAsync("api/session", new { name = Login.Name, password = Login.Password });
        response.EnsureSuccessStatusCode();
        var session = await response.Content.ReadFromJsonAsync<JsonElement>();
        _antiforgeryToken = session.GetProperty("antiforgeryToken").GetString()!;
    }

    /// <summary>Waits until no other test project starts its system.</summary>
    private static Task<FileStream> TurnAsync() =>
        Eventually.FindAsync(
            "no other system is being started",
            () =>
            {
                try
                {
                    return Task.FromResult<FileStream?>(
                        new FileStream(
                            Path.Combine(Parts.ProjectRoot, ".run", "start.lock"),
                            FileMode.OpenOrCreate,
                            FileAccess.Write,
                            FileShare.None
                        )
                    );
                }
                catch (IOException)
                {
                    return Task.FromResult<FileStream?>(null);
                }
            },
            Limit
        );

    private static async Task<string> InfraAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Parts.ProjectRoot, "infra", script), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Tests say themselves which words the lists have.
            Environment =
            {
                ["MODERATION_RUN_DIR"] = Folder,
                ["MODERATION_PORT_BASE"] = "free",
                ["Lists__Starter"] = "false",
            },
        };
        Configure(start.Environment);
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
