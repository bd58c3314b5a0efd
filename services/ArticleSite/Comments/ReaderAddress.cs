using System.Net;

namespace Moderation.ArticleSite.Comments;

/// <summary>A reader's network address as Intake is told of it.</summary>
public static class ReaderAddress
{
    public static string? Of(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();
}
