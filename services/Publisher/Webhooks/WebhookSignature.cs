using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.Publisher.Webhooks;

/// <summary>The signature of Standard Webhooks 1.0.0: HMAC-SHA256 of <c>id.timestamp.body</c>.</summary>
public static class WebhookSignature
{
    /// <returns>The value of <c>webhook-signature</c>: one <c>v1,…</c> for each secret, with spaces between; two while a secret
    /// rotates.</returns>
    public static string Sign(string id, DateTimeOffset timestamp, ReadOnlySpan<byte> body, IEnumerable<byte[]> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        byte[] signed =
        [
            .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp.ToUnixTimeSeconds()}.")),
            .. body,
        ];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed))));
    }
}
