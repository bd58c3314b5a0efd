using System.Net;
using System.Net.Sockets;

namespace Moderation.Testing;

/// <summary>For what has to be told its port before it opens it.</summary>
public static class FreePort
{
    /// <summary>Below the ports that the kernel hands out by itself, and beside those that the scripts choose.</summary>
    public static int Find()
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, Random.Shared.Next(30_000, 32_000));
            try
            {
                probe.Start();
                return ((IPEndPoint)probe.LocalEndpoint).Port;
            }
            catch (SocketException) { }
        }
    }
}
