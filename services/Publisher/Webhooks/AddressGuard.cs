using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Moderation.Publisher.Webhooks;

/// <summary>The address is not on the public internet, so a webhook must not reach it.</summary>
public sealed class AddressRefusedException(string host) : IOException($"{host} is not a public address.");

/// <summary>
/// Keeps webhooks out of our own network. The name is resolved here and exactly the addresses that were looked at are connected
/// to, so that neither a notation nor a second answer of the resolver gets around it.
/// </summary>
public static class AddressGuard
{
    /// <summary>
    /// IANA's special-purpose registries: private, shared, loopback, link-local, documentation, benchmarking, relays, multicast,
    /// reserved.
    /// </summary>
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>All of IPv6 that is handed out to the public; the rest is local, translated or reserved.</summary>
    private static readonly IPNetwork PublicIPv6 = IPNetwork.Parse("2000::/3");

    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || PublicIPv6.Contains(plain))
            && !NotPublic.Any(network => network.Contains(plain));
    }

    /// <summary>
    /// The one way out for webhooks: no redirect, proxy or cookie, and a trace's header for one's own network alone.
    /// </summary>
    public static SocketsHttpHandler Outbound(bool allowPrivateAddresses) =>
        new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = allowPrivateAddresses ? DistributedContextPropagator.CreateDefaultPropagator() : null,
            // A site that moved is found again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = (context, cancellationToken) =>
                ConnectAsync(context.DnsEndPoint, allowPrivateAddresses, cancellationToken),
        };

    private static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint target,
        bool allowPrivateAddresses,
        CancellationToken cancellationToken
    )
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        var allowed = allowPrivateAddresses ? addresses : [.. addresses.Where(IsPublic)];
        if (allowed.Length == 0)
            throw new AddressRefusedException(target.Host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
