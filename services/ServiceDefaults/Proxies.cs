using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Only proxies that the configuration names (<c>Proxies:0</c>, <c>Proxies:1</c>, …, addresses or networks such as
/// <c>10.0.0.0/8</c>) are believed when they say who called them and over which scheme. Nobody is believed by default: a reader
/// could name any address.
/// </summary>
internal static class Proxies
{
    /// <exception cref="InvalidOperationException">An entry is neither an address nor a network.</exception>
    public static void AddProxies(this WebApplicationBuilder builder)
    {
        var proxies = builder.Configuration.GetSection("Proxies").Get<string[]>() ?? [];
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            forwarded.ForwardedHeaders =
                proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        });
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                builder.Services.Configure<ForwardedHeadersOptions>(forwarded => forwarded.KnownProxies.Add(address));
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
                builder.Services.Configure<ForwardedHeadersOptions>(forwarded => forwarded.KnownIPNetworks.Add(network));
            else
                throw new InvalidOperationException(
                    $"Proxies holds {proxy}, which is neither an address nor a network such as 10.0.0.0/8."
                );
        }
    }
}
