using System.Net;
using System.Net.Sockets;

namespace Moderation.Moderator.Tests;

internal static class LoopbackClient
{
    /// <summary>A client that calls from a loopback address of its own, such as 127.0.0.77.</summary>
    public static HttpClient From(string address, Uri service, bool keepCookies = true) =>
        new(
            new SocketsHttpHandler
            {
                UseCookies = keepCookies,
                AllowAutoRedirect = false,
                ConnectCallback = async (context, cancellationToken) =>
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                    await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        )
        {
            BaseAddress = service,
        };
}
