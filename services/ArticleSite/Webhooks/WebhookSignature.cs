using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.ArticleSite.Webhooks;

/// <summary>Verifies webhooks by Standard Webhooks 1.0.0: HMAC-SHA256 of <c>id.timestamp.body</c>.</summary>
public sealed class WebhookSignature(byte[] secret, TimeProvider time)
{
    /// <summary>How far a webhook's time may be from ours, either way: what was recorded earlier cannot be played again later.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Prefix = "whsec_";
    private const string Version = "v1,";

    /// <summary>Reads a secret as the sender shows it: <c>whsec_</c> and 24 to 64 bytes in base64.</summary>
    /// <exception cref="InvalidOperationException">It has another shape.</exception>
    public static byte[] ParseSecret(string text)
    {
        var secret = new byte[64];
        return
            text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Prefix.Length..], secret, out var length)
            && length >= 24
            ? secret[..length]
            : throw new InvalidOperationException(
                "Webhook:Secret must be whsec_ and 24 to 64 random bytes in base64, as the publisher's configuration holds it."
            );
    }

    /// <summary>Whether <paramref name="timestamp"/>, in unix seconds, is near enough to now.</summary>
    public bool IsFresh(string timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((decimal)seconds - time.GetUtcNow().ToUnixTimeSeconds()) <= (decimal)Tolerance.TotalSeconds;

    /// <summary>Whether one of the space-separated <paramref name="signatures"/> was made with the secret. Takes the same time wherever they differ.</summary>
    public bool IsGenuine(string id, string timestamp, string signatures, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        var expected = Encoding.ASCII.GetBytes(Version + Convert.ToBase64String(hmac.GetHashAndReset()));
        var genuine = false;
        foreach (var signature in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            genuine |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), expected);
        return genuine;
    }
}
