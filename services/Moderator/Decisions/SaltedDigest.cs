using System.Security.Cryptography;
using System.Text;

namespace Moderation.Moderator.Decisions;

/// <summary>What the chain holds of a text that can be erased: it tells nothing of the text once the salt is gone too.</summary>
internal static class SaltedDigest
{
    private const int SaltBytes = 16;

    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltBytes);

    /// <summary>SHA-256 of the salt and the text in UTF-8.</summary>
    public static byte[] Of(byte[] salt, string text) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(text)]);
}
