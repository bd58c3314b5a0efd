using System.Text.RegularExpressions;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Webhooks;

/// <summary>A site's address that is told of every approval and retraction.</summary>
/// <param name="Name">How logs and commands call it.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Secrets">What its messages are signed with: the present secret, and the one before while it rotates.</param>
/// <param name="AllowPrivateAddresses">Whether it may be on this machine or network.</param>
public sealed partial record WebhookEndpoint(string Name, Uri Url, IReadOnlyList<byte[]> Secrets, bool AllowPrivateAddresses)
{
    /// <summary>Of its HTTP client, with a circuit of its own.</summary>
    public string ClientName => "webhook-" + Name;

    /// <summary>Reads <c>Webhooks:Endpoints:N:{Name,Url,Secret,PreviousSecret,AllowPrivateAddresses}</c>.</summary>
    /// <exception cref="InvalidOperationException">One is not usable; the message names the key and what it must be.</exception>
    public static IReadOnlyList<WebhookEndpoint> Read(IConfiguration configuration, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var endpoints = configuration
            .GetSection("Webhooks:Endpoints")
            .GetChildren()
            .Select(section => Read(configuration, section, environment))
            .ToList();
        if (endpoints.GroupBy(e => e.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException(
                $"Two webhook endpoints are named {twice.Key}; their deliveries are kept by name."
            );
        return endpoints;
    }

    private static WebhookEndpoint Read(IConfiguration configuration, IConfigurationSection section, IHostEnvironment environment)
    {
        var name = section["Name"] ?? "";
        if (!NameForm().IsMatch(name))
            throw new InvalidOperationException($"{section.Path}:Name must have 1 to 50 characters of a-z, 0-9 and -.");
        var allowPrivate = section.GetValue<bool>("AllowPrivateAddresses");
        if (
            !Uri.TryCreate(section["Url"], UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
        )
            throw new InvalidOperationException($"{section.Path}:Url must be an address that begins with https:// or http://.");
        if (environment.IsProduction() && url.Scheme != Uri.UriSchemeHttps && !allowPrivate)
            throw new InvalidOperationException(
                $"{section.Path}:Url must begin with https:// in Production, unless AllowPrivateAddresses says that it is on your own network."
            );
        var secrets = new List<byte[]> { ReadSecret(configuration, section.Path + ":Secret", environment) };
        if (!string.IsNullOrEmpty(section["PreviousSecret"]))
            secrets.Add(ReadSecret(configuration, section.Path + ":PreviousSecret", environment));
        return new WebhookEndpoint(name, url, secrets, allowPrivate);
    }

    private static byte[] ReadSecret(IConfiguration configuration, string key, IHostEnvironment environment)
    {
        var secret = WebhookSecret.Parse(configuration.RequireSecret(environment, key))
            ?? throw new InvalidOperationException(
                $"{key} must be whsec_ and 24 to 64 random bytes in base64, such as `echo whsec_$(head -c 32 /dev/urandom | base64)` prints."
            );
        if (environment.IsProduction() && !WebhookSecret.LooksRandom(secret))
            throw new InvalidOperationException($"{key} looks like a sample. In Production it must hold random bytes.");
        return secret;
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,50}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameForm();
}
