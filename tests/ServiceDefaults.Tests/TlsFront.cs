using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Moderation.ServiceDefaults.Tests;

/// <summary>TLS before a server of the tests that speaks without it.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private const int EncryptionAsked = 80_877_103;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly X509Certificate2 _certificate;
    private readonly Task _accepting;
    private int _refused;
    private int _trusted;

    /// <param name="certificate">What it shows.</param>
    /// <param name="port">Of the server, on this machine.</param>
    /// <param name="isPostgres">Whether clients ask for TLS first, as PostgreSQL's do.</param>
    public TlsFront(X509Certificate2 certificate, int port, bool isPostgres = false)
    {
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync(port, isPostgres);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often a client left when it saw the certificate.</summary>
    public int Refused => _refused;

    /// <summary>How often one said something to the server behind.</summary>
    public int Trusted => _trusted;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _certificate.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync(int port, bool isPostgres)
    {
        List<Task> open = [];
        try
        {
            while (true)
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token), port, isPostgres));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client, int port, bool isPostgres)
    {
        using (client)
        using (var server = new TcpClient())
        await using (var encrypted = new SslStream(client.GetStream()))
            try
            {
                if (isPostgres)
                    await AnswerAsync(client.GetStream());
                await encrypted.AuthenticateAsServerAsync(_certificate);
                var first = new byte[1];
                if (await encrypted.ReadAsync(first, _end.Token) == 0)
                    throw new IOException("the client left");
                Interlocked.Increment(ref _trusted);
                await server.ConnectAsync(IPAddress.Loopback, port, _end.Token);
                var behind = server.GetStream();
                await behind.WriteAsync(first, _end.Token);
                await Task.WhenAny(encrypted.CopyToAsync(behind, _end.Token), behind.CopyToAsync(encrypted, _end.Token));
            }
            catch (Exception exception) when (exception is IOException or AuthenticationException)
            {
                Interlocked.Increment(ref _refused);
            }
            catch (OperationCanceledException)
            {
                // The test is over.
            }
    }

    /// <summary>Takes TLS, and nothing else that a client may ask for before it.</summary>
    private async Task AnswerAsync(NetworkStream stream)
    {
        var asked = new byte[8];
        do
        {
            await stream.ReadExactlyAsync(asked, _end.Token);
            var isEncryption = BinaryPrimitives.ReadInt32BigEndian(asked.AsSpan(4)) == EncryptionAsked;
            await stream.WriteAsync(isEncryption ? "S"u8.ToArray() : "N"u8.ToArray(), _end.Token);
        } while (BinaryPrimitives.ReadInt32BigEndian(asked.AsSpan(4)) != EncryptionAsked);
    }
}
