using System.Net;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Requests;

/// <summary>A reader's network address, in its one spelling.</summary>
public static class ReaderAddress
{
    /// <summary>The one spelling of an address that is hashed.</summary>
    public static string Canonical(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

    /// <summary>What one subscriber has: an IPv4 address, or the first 64 bits of an IPv6 one.</summary>
    /// <param name="canonical">As <see cref="Canonical"/> spells it.</param>
    public static string Prefix(string canonical) => NetworkPrefix.Of(IPAddress.Parse(canonical));

    /// <returns>Null when there is none, or it is wrong, which is an error.</returns>
    public static string? Check(string? text, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (IPAddress.TryParse(text.Trim(), out var address))
            return Canonical(address);
        errors.Add(
            "reader.address",
            "invalid-address",
            "Địa chỉ mạng của bạn đọc không đúng.",
            "The reader's address must be an IPv4 or IPv6 address."
        );
        return null;
    }
}
