using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using MimeKit;
using Moderation.Testing;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Net;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Moderation.Intake.Tests;

/// <summary>
/// A mail server on this machine that keeps what it takes. It knows nobody whose name begins with <c>gone</c>, and takes what is
/// for a <c>later</c> at the second attempt.
/// </summary>
public sealed class Postbox : MessageStore, IMailboxFilter, IAsyncDisposable
{
    private readonly ConcurrentQueue<(string To, MimeMessage Message)> _letters = new();
    private readonly ConcurrentDictionary<string, int> _attempts = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Task _serving = Task.CompletedTask;

    public int Port { get; private set; }

    /// <param name="port">Where it listens; any free one if it is 0.</param>
    public static async Task<Postbox> OpenAsync(int port = 0)
    {
        var box = new Postbox();
        var started = new TaskCompletionSource<int>();
        var listeners = new EndpointListenerFactory();
        listeners.EndpointStarted += (_, e) => started.SetResult(((IPEndPoint)e.LocalEndPoint).Port);
        var services = new ServiceProvider();
        services.Add((IEndpointListenerFactory)listeners);
        services.Add((IMessageStore)box);
        services.Add((IMailboxFilter)box);
        var options = new SmtpServerOptionsBuilder()
            .ServerName("localhost")
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, port)))
            .Build();
        box._serving = new SmtpServer.SmtpServer(options, services).StartAsync(box._stop.Token);
        box.Port = await started.Task;
        return box;
    }

    /// <summary>An address that nobody else has.</summary>
    public static string NewAddress(string kind = "an") => $"{kind}.{Guid.CreateVersion7():n}@docgia.example";

    /// <summary>What has come for an address.</summary>
    public IReadOnlyList<MimeMessage> Of(string address) =>
        [.. _letters.Where(letter => letter.To == address).Select(letter => letter.Message)];

    /// <summary>The first letters for an address, once they have come, by their subjects.</summary>
    public Task<IReadOnlyList<MimeMessage>> ReceivedAsync(string address, params string[] subjects) =>
        Eventually.FindAsync<IReadOnlyList<MimeMessage>>(
            $"the letters are: {string.Join(", ", subjects)}",
            () =>
            {
                var letters = Of(address);
                return Task.FromResult(
                    letters.Count >= subjects.Length && subjects.All(subject => letters.Any(l => l.Subject == subject))
                        ? letters
                        : null
                );
            }
        );

    public int AttemptsOf(string address) => _attempts.GetValueOrDefault(address);

    public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) =>
        Task.FromResult(true);

    public Task<bool> CanDeliverToAsync(
        ISessionContext context,
        IMailbox to,
        IMailbox from,
        CancellationToken cancellationToken
    )
    {
        _attempts.AddOrUpdate(to.AsAddress(), 1, (_, count) => count + 1);
        return Task.FromResult(!to.User.StartsWith("gone", StringComparison.Ordinal));
    }

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context,
        IMessageTransaction transaction,
        ReadOnlySequence<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        var to = transaction.To.Single().AsAddress();
        if (to.StartsWith("later", StringComparison.Ordinal) && AttemptsOf(to) == 1)
            return new SmtpResponse(SmtpReplyCode.InsufficientStorage, $"no room for {to} now");
        using var content = new MemoryStream(buffer.ToArray());
        _letters.Enqueue((to, await MimeMessage.LoadAsync(content, cancellationToken)));
        return SmtpResponse.Ok;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _stop.Dispose();
    }
}
