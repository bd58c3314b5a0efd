using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Webhooks;

/// <summary>Verifies webhooks by Standard Webhooks 1.0.0: HMAC-SHA256 of <c>id.timestamp.body</c>.</summary>
public sealed class WebhookSignature(WebhookOptions options, TimeProvider time)
{
    /// <summary>
    /// How far a webhook's time may be from ours, either way: what was recorded earlier cannot be played again later.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Version = "v1,";

    private readonly byte[] _secret = WebhookSecretAttribute.Parse(options.Secret)!;

    /// <summary>Whether <paramref name="timestamp"/>, in unix seconds, is near enough to now.</summary>
    public bool IsFresh(string timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((decimal)seconds - time.GetUtcNow().ToUnixTimeSeconds()) <= (decimal)Tolerance.TotalSeconds;

    /// <summary>
    /// Whether one of the space-separated <paramref name="signatures"/> was made with the secret. Takes the same time wherever
    /// they differ.
    /// </summary>
    public bool IsGenuine(string id, string timestamp, string signatures, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _secret);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        var expected = Encoding.ASCII.GetBytes(Version + Convert.ToBase64String(hmac.GetHashAndReset()));
        var genuine = false;
        foreach (var signature in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            genuine |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), expected);
        return genuine;
    }
}
