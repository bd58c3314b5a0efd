using System.Net;
using System.Net.Sockets;

namespace Moderation.ServiceDefaults;

/// <summary>What one subscriber has of the network: an IPv4 address, or the first 64 bits of an IPv6 one.</summary>
public static class NetworkPrefix
{
    public static string Of(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var own = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return own.AddressFamily == AddressFamily.InterNetwork
            ? own.ToString()
            : Convert.ToHexStringLower(own.GetAddressBytes().AsSpan(0, 8)) + "/64";
    }
}
