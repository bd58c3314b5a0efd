using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.ServiceDefaults;

/// <summary>What was signed by Standard Webhooks 1.0.0: HMAC-SHA256 of <c>id.timestamp.body</c>.</summary>
public static class SignedRequest
{
    /// <summary>
    /// How far a request's time may be from ours, either way: what was recorded earlier cannot be played again later.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Version = "v1,";

    /// <summary>Whether <paramref name="timestamp"/>, in unix seconds, is near enough to now.</summary>
    public static bool IsFresh(string timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((decimal)seconds - now.ToUnixTimeSeconds()) <= (decimal)Tolerance.TotalSeconds;

    /// <summary>
    /// Whether one of the space-separated <paramref name="signatures"/> was made with the secret. Takes the same time wherever
    /// they differ.
    /// </summary>
    public static bool IsGenuine(byte[] secret, string id, string timestamp, string signatures, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(signatures);
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
