using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.WebUtilities;
using RabbitMQ.Client;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Where RabbitMQ is: <c>amqp://user:password@host:port/vhost</c>; the nodes of a cluster stand in one address, as
/// <c>host:port,host:port</c>. Of <c>amqps</c> each certificate must be for one of these hosts, and signed by an authority that
/// this machine trusts, or by one in the PEM file that <c>?cacertfile=</c> names.
/// </summary>
public sealed class BrokerAddress
{
    /// <summary>
    /// A node that neither answers nor ends its connections is left after two of them. RabbitMQ's own are of a minute.
    /// </summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>Of a certificate: that it is a server's.</summary>
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    private readonly X509Certificate2Collection? _authorities;

    private BrokerAddress(IReadOnlyList<Uri> nodes, X509Certificate2Collection? authorities)
    {
        _authorities = authorities;
        Uri = nodes[0];
        IsEncrypted = Uri.Scheme == "amqps";
        Nodes =
        [
            .. nodes.Select(node => (node.IdnHost, node.Port > 0 ? node.Port : IsEncrypted ? 5671 : 5672)),
        ];
    }

    /// <summary>The first node's, with user, password and virtual host.</summary>
    public Uri Uri { get; }

    public IReadOnlyList<(string Host, int Port)> Nodes { get; }

    public bool IsEncrypted { get; }

    /// <exception cref="FormatException">It is no such address; the message has no password in it.</exception>
    public static BrokerAddress Parse(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var query = address.IndexOf('?', StringComparison.Ordinal);
        var nodes = AddressesOf(query < 0 ? address : address[..query])
            .Select(node =>
                Uri.TryCreate(node, UriKind.Absolute, out var uri) && uri is { Scheme: "amqp" or "amqps", Host.Length: > 0 }
                    ? uri
                    : throw new FormatException("must be amqp://user:password@host:port/vhost.")
            )
            .ToArray();
        return new BrokerAddress(nodes, query < 0 ? null : AuthoritiesOf(address[query..]));
    }

    /// <returns>One address for each host of an address that names several.</returns>
    public static IEnumerable<string> AddressesOf(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var start = address.IndexOf("://", StringComparison.Ordinal) + 3;
        if (start < 3)
            return [address];
        var end = address.IndexOf('/', start) is > 0 and var slash ? slash : address.Length;
        var hosts = address.LastIndexOf('@', end - 1) is > 0 and var at ? at + 1 : start;
        return address[hosts..end].Split(',').Select(host => address[..hosts] + host + address[end..]);
    }

    /// <summary>A connection to any node that answers. It does not recover by itself.</summary>
    /// <param name="name">How the broker lists it.</param>
    /// <param name="cancellationToken">Ends the trying.</param>
    /// <exception cref="AuthenticationException">A node's certificate is not trusted; the message says why.</exception>
    /// <exception cref="RabbitMQ.Client.Exceptions.BrokerUnreachableException">No node answers, or takes this user.</exception>
    public async Task<IConnection> ConnectAsync(string name, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = Uri,
            AutomaticRecoveryEnabled = false,
            RequestedHeartbeat = Heartbeat,
        };
        var endpoints = Nodes.Select(node => new AmqpTcpEndpoint(
            node.Host,
            node.Port,
            new SslOption(node.Host, enabled: IsEncrypted) { CertificateValidationCallback = Verify }
        ));
        try
        {
            return await factory.CreateConnectionAsync(endpoints, name, cancellationToken);
        }
        catch (Exception exception) when (UntrustedIn(exception) is { } untrusted)
        {
            throw new AuthenticationException(untrusted.Message, exception);
        }
    }

    /// <returns>The refusal of a certificate among the causes of an exception, or null.</returns>
    internal static AuthenticationException? UntrustedIn(Exception exception) =>
        Causes.Of(exception).OfType<AuthenticationException>().LastOrDefault();

    /// <summary>For TLS libraries: the one decision on which certificates are trusted.</summary>
    /// <exception cref="AuthenticationException">Not this one; the message says why.</exception>
    public bool Verify(object sender, X509Certificate? shown, X509Chain? sent, SslPolicyErrors errors)
    {
        if (shown is null)
            throw new AuthenticationException("RabbitMQ shows no certificate");
        using var certificate = new X509Certificate2(shown);
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        if (sent is not null)
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        if (_authorities is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        }
        if (!chain.Build(certificate))
            throw new AuthenticationException(
                $"the certificate of {certificate.Subject}, signed by {certificate.Issuer}, is not trusted: "
                    + string.Join(", ", chain.ChainStatus.Select(status => status.Status))
            );
        return Nodes.Any(node => certificate.MatchesHostname(node.Host))
            ? true
            : throw new AuthenticationException(
                $"the certificate of {certificate.Subject} is not for {string.Join(" or ", Nodes.Select(node => node.Host))}"
            );
    }

    private static X509Certificate2Collection? AuthoritiesOf(string query)
    {
        X509Certificate2Collection? authorities = null;
        foreach (var (name, values) in QueryHelpers.ParseQuery(query))
        {
            if (name != "cacertfile")
                throw new FormatException($"has {name} behind the question mark; only cacertfile is known.");
            try
            {
                (authorities = []).ImportFromPemFile(values.ToString());
            }
            catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
            {
                throw new FormatException($"names a cacertfile that cannot be read ({exception.Message}).", exception);
            }
            if (authorities.Count == 0)
                throw new FormatException($"names a cacertfile without a certificate in PEM: {values}.");
        }
        return authorities;
    }
}
