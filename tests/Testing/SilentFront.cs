using System.Net;
using System.Net.Sockets;

namespace Moderation.Testing;

/// <summary>
/// Stands before a server of the tests. While it is silent, connections stay open and nothing passes, as with a server whose
/// process is stopped.
/// </summary>
public sealed class SilentFront : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private volatile TaskCompletionSource _speaking = new();

    /// <param name="port">Of the server, on this machine.</param>
    public SilentFront(int port)
    {
        _speaking.SetResult();
        _listener.Start();
        _accepting = AcceptAsync(port);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void FallSilent() => _speaking = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Speak() => _speaking.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync(int port)
    {
        List<Task> open = [];
        try
        {
            while (true)
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token), port));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client, int port)
    {
        using (client)
        using (var server = new TcpClient())
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, port, _end.Token);
                await Task.WhenAny(
                    CarryAsync(client.GetStream(), server.GetStream()),
                    CarryAsync(server.GetStream(), client.GetStream())
                );
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // One of them has left, or the test is over.
            }
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[1 << 16];
        while (await from.ReadAsync(buffer, _end.Token) is var read and > 0)
        {
            await _speaking.Task.WaitAsync(_end.Token);
            await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }
}
