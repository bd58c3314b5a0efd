using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Moderation.Intake.Tests;

/// <summary>
/// What a service's connections to PostgreSQL run through. It loses the answer to a commit on demand, as a network does whose
/// other end has already done what was asked.
/// </summary>
public sealed class Wire : IAsyncDisposable
{
    private static readonly byte[] Commit = Encoding.ASCII.GetBytes("COMMIT\0");
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _unlucky = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly (string Host, int Port) _database;
    private readonly Task _accepting;

    public Wire(string host, int port)
    {
        _database = (host, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>
    /// The next transaction that writes this text commits, and who asked for it hears nothing but that the line broke.
    /// </summary>
    /// <returns>Ends when it has happened.</returns>
    public Task LoseCommitOf(string text) =>
        _unlucky.GetOrAdd(text, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
            _ = CarryAsync(await _listener.AcceptTcpClientAsync(_closing.Token));
    }

    private async Task CarryAsync(TcpClient service)
    {
        using var both = service;
        using var database = new TcpClient();
        await database.ConnectAsync(_database.Host, _database.Port);
        var line = new Line(service.GetStream(), database.GetStream());
        await Task.WhenAny(AskAsync(line), AnswerAsync(line));
    }

    private async Task AskAsync(Line line)
    {
        var buffer = new byte[1 << 16];
        while (await line.Service.ReadAsync(buffer, _closing.Token) is var read and > 0)
        {
            var asked = buffer.AsMemory(0, read);
            foreach (var (text, _) in _unlucky)
                if (asked.Span.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)
                    line.Unlucky = text;
            if (line.Unlucky is not null && asked.Span.IndexOf(Commit) >= 0)
                line.Breaks = true;
            await line.Database.WriteAsync(asked, _closing.Token);
        }
    }

    private async Task AnswerAsync(Line line)
    {
        var buffer = new byte[1 << 16];
        while (await line.Database.ReadAsync(buffer, _closing.Token) is var read and > 0)
        {
            if (line.Breaks && _unlucky.TryRemove(line.Unlucky!, out var happened))
            {
                happened.SetResult();
                return;
            }
            await line.Service.WriteAsync(buffer.AsMemory(0, read), _closing.Token);
        }
    }

    private sealed class Line(NetworkStream service, NetworkStream database)
    {
        public NetworkStream Service { get; } = service;

        public NetworkStream Database { get; } = database;

        public string? Unlucky { get; set; }

        /// <summary>Set before what is asked for leaves, so that no answer to it passes.</summary>
        public volatile bool Breaks;
    }
}
