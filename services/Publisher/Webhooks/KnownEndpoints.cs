using System.Security.Cryptography;
using System.Text;

namespace Moderation.Publisher.Webhooks;

/// <summary>
/// All endpoints that are told: those of the configuration, and those that were made on the console. Read anew every second, so
/// that a change reaches all copies of the service then.
/// </summary>
public sealed class KnownEndpoints(WebhooksOptions options, EndpointStore store)
{
    private volatile IReadOnlyDictionary<string, WebhookEndpoint> _known = options.Endpoints.ToDictionary(
        endpoint => endpoint.Name,
        StringComparer.Ordinal
    );

    /// <summary>Without a key there are none but the configured.</summary>
    public bool CanMake => !string.IsNullOrEmpty(options.Key);

    public IEnumerable<string> Names => _known.Keys;

    public WebhookEndpoint? Find(string name) => _known.GetValueOrDefault(name);

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (!CanMake)
            return;
        var made = await store.ReadAsync(cancellationToken);
        _known = options
            .Endpoints.Concat(made.Select(Of))
            .DistinctBy(endpoint => endpoint.Name, StringComparer.Ordinal)
            .ToDictionary(endpoint => endpoint.Name, StringComparer.Ordinal);
    }

    /// <summary>What signs for an endpoint that was made: stored nowhere.</summary>
    public string SecretOf(Guid secretId) =>
        "whsec_"
        + Convert.ToBase64String(
            HMACSHA256.HashData(Convert.FromBase64String(options.Key!), Encoding.UTF8.GetBytes($"webhook:{secretId}"))
        );

    private WebhookEndpoint Of(MadeEndpoint made) =>
        new()
        {
            Name = made.Name,
            Url = new Uri(made.Url),
            Secret = SecretOf(made.SecretId),
            PreviousSecret = made.PreviousSecretId is { } previous ? SecretOf(previous) : null,
            AllowPrivateAddresses = options.AllowPrivateAddresses,
            Format = made.Format,
        };
}
