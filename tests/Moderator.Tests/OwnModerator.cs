using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Moderation.Testing;

namespace Moderation.Moderator.Tests;

/// <summary>A process of one test class's own, on a database and a virtual host of its own, in which nobody is yet.</summary>
internal sealed class OwnModerator : IAsyncDisposable
{
    private Process? _process;

    private OwnModerator(TestDatabase database, TestBroker broker) => (Database, Broker) = (database, broker);

    public TestDatabase Database { get; }

    public TestBroker Broker { get; }

    /// <summary>Of the process, once it is started.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The parts alone, so that a test can fill the database first.</summary>
    public static async Task<OwnModerator> CreateAsync(string name) =>
        new(await TestDatabase.CreateAsync(name), await TestBroker.CreateAsync(name));

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync(params string[] args)
    {
        var url = new Uri($"http://127.0.0.1:{ModeratorProcess.FreePort().ToString(CultureInfo.InvariantCulture)}");
        _process = ModeratorProcess.Start(
            Database.ConnectionString,
            Broker.UriOf("moderator"),
            "Development",
            url.ToString(),
            args
        );
        // What it says must go somewhere, or it stops.
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Client = LoopbackClient.From("127.0.0.1", url);
        await ModeratorProcess.IsReadyAsync(Client);
    }

    /// <summary>Adds an administrator on the command line, as whom <see cref="Client"/> is signed in from there on.</summary>
    /// <returns>The exit code of the command.</returns>
    public async Task<int> SignInAsync(string name)
    {
        var (code, _) = await ModeratorProcess.RunAsync(
            Database.ConnectionString,
            Broker.UriOf("moderator"),
            ModeratorFixture.Password,
            "add-moderator",
            name,
            "--role",
            "administrator"
        );
        using var signedIn = await Client.PostAsJsonAsync("/api/session", new { name, password = ModeratorFixture.Password });
        Client.DefaultRequestHeaders.Add(
            "X-CSRF-TOKEN",
            (await signedIn.JsonAsync()).GetProperty("antiforgeryToken").GetString()
        );
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        _process?.Kill(entireProcessTree: true);
        await (_process?.WaitForExitAsync() ?? Task.CompletedTask);
        _process?.Dispose();
        await Broker.DisposeAsync();
        await Database.DisposeAsync();
    }
}
