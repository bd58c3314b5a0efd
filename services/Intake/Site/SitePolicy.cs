using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
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

/// <summary>Recognises the servers of news sites by <see cref="SiteOptions"/> and the keys of registered sites.</summary>
public sealed class SitePolicy(SiteOptions options, KnownSites sites)
{
    public const string KeyHeader = "X-Api-Key";

    /// <summary>The site that the configuration stands for, and that of readers of whom nothing else is known.</summary>
    public const string Configured = "";

    private readonly byte[]? _keyHash = options.ApiKey is { Length: > 0 } key ? SiteStore.HashOf(key) : null;

    /// <summary>Who is calling, and of which site.</summary>
    /// <param name="http">The request.</param>
    /// <param name="key">The value of <see cref="KeyHeader"/>, if sent.</param>
    public async Task<(Caller Caller, string Site)> RecogniseAsync(HttpContext http, string? key)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Features.Get<SigningSite>() is { } signing)
            return (Caller.Site, signing.Name);
        var caller = Recognise(http.Connection.RemoteIpAddress, key);
        if (caller == Caller.Impostor)
            return await sites.OfKeyAsync(key!) is { } name && !await sites.SignsAsync(name)
                ? (Caller.Site, name)
                : (caller, Configured);
        if (caller == Caller.Reader && http.Request.Headers.Origin is [{ } origin])
            return (caller, await sites.OfOriginAsync(origin) ?? Configured);
        return (caller, Configured);
    }

    /// <summary>What is asked of a caller before a comment is taken.</summary>
    public Challenge ChallengeOf(Caller caller) => caller == Caller.Reader ? options.Challenge : Challenge.Neither;

    /// <summary>Who is calling as far as the configuration knows.</summary>
    /// <param name="address">Where the connection comes from.</param>
    /// <param name="key">The value of <see cref="KeyHeader"/>, if sent.</param>
    public Caller Recognise(IPAddress? address, string? key)
    {
        if (options.Policy == SiteOptions.TrustedLocal)
            return address is not null && IPAddress.IsLoopback(address) ? Caller.Site : Caller.Reader;
        if (key is null)
            return Caller.Reader;
        // Hashes are compared, so that the time tells neither content nor length.
        return _keyHash is not null && CryptographicOperations.FixedTimeEquals(SiteStore.HashOf(key), _keyHash)
            ? Caller.Site
            : Caller.Impostor;
    }

    public static ProblemHttpResult WrongKey() =>
        Problems.Of(403, "wrong-api-key", "Khóa API không đúng.", "The API key is wrong.");

    public static ProblemHttpResult NotTheSite() =>
        Problems.Of(
            403,
            "not-the-site",
            "Chỉ máy chủ của tòa soạn được gửi article và reader.",
            "Only the news site's server may send article and reader."
        );

    /// <summary>Of what only the site's server may do; null when it is the one that calls.</summary>
    public static ProblemHttpResult? RefusalOf(Caller caller) =>
        caller switch
        {
            Caller.Impostor => WrongKey(),
            Caller.Reader => Problems.Of(
                403,
                "not-the-site",
                "Chỉ máy chủ của tòa soạn được làm việc này.",
                "Only the news site's server may do this."
            ),
            _ => null,
        };
}
