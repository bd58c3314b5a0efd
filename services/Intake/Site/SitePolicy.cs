using System.Net;
using System.Security.Cryptography;
using System.Text;

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

/// <summary>Recognises the news site's server by <see cref="SiteOptions"/>.</summary>
public sealed class SitePolicy(SiteOptions options)
{
    public const string KeyHeader = "X-Api-Key";

    private readonly byte[]? _keyHash = options.Policy == SiteOptions.WithKey ? HashOf(options.ApiKey!) : null;

    /// <param name="address">Where the connection comes from.</param>
    /// <param name="key">The value of <see cref="KeyHeader"/>, if sent.</param>
    public Caller Recognise(IPAddress? address, string? key)
    {
        if (_keyHash is null)
            return address is not null && IPAddress.IsLoopback(address) ? Caller.Site : Caller.Reader;
        if (key is null)
            return Caller.Reader;
        // Hashes are compared, so that the time tells neither content nor length.
        return CryptographicOperations.FixedTimeEquals(HashOf(key), _keyHash) ? Caller.Site : Caller.Impostor;
    }

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
