using System.Net;
using System.Security.Cryptography;
using System.Text;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Site;

/// <summary>Who is calling.</summary>
public enum Caller
{
    /// <summary>A reader's browser, or anybody else.</summary>
    Reader,

    /// <summary>The news site's server, which is believed about the article and the reader.</summary>
    Site,

    /// <summary>Somebody with a wrong API key: a mistake or an attack, never a reader.</summary>
    Impostor,
}

/// <summary>How the news site's server is recognised: <c>Site:Policy</c> is <c>trusted-local</c> or <c>api-key</c>.</summary>
public sealed class SitePolicy
{
    public const string KeyHeader = "X-Api-Key";

    private readonly byte[]? _keyHash;

    private SitePolicy(byte[]? keyHash) => _keyHash = keyHash;

    /// <summary>Every caller on this machine is the site's server.</summary>
    public static SitePolicy TrustedLocal { get; } = new(keyHash: null);

    /// <summary>Whoever shows the key is the site's server.</summary>
    public static SitePolicy ApiKey(string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <exception cref="InvalidOperationException">The policy is unknown, lacks its key, or trusts by address in Production.</exception>
    public static SitePolicy From(IConfiguration configuration, IHostEnvironment environment) =>
        configuration["Site:Policy"] switch
        {
            "api-key" => ApiKey(configuration.RequireSecret(environment, "Site:ApiKey")),
            "trusted-local" when environment.IsProduction() => throw new InvalidOperationException(
                "Site:Policy trusted-local is not allowed in Production: behind a proxy every reader would be the site. Set api-key and Site:ApiKey."
            ),
            "trusted-local" => TrustedLocal,
            var policy => throw new InvalidOperationException(
                $"Site:Policy must be trusted-local or api-key, but is '{policy}'."
            ),
        };

    /// <param name="address">Where the connection comes from.</param>
    /// <param name="key">The value of <see cref="KeyHeader"/>, if sent.</param>
    public Caller Recognise(IPAddress? address, string? key)
    {
        if (_keyHash is null)
            return address is not null && IPAddress.IsLoopback(address) ? Caller.Site : Caller.Reader;
        if (key is null)
            return Caller.Reader;
        // Hashes are compared, so that the time tells neither content nor length.
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), _keyHash)
            ? Caller.Site
            : Caller.Impostor;
    }
}
