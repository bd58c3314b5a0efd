using System.Security.Cryptography;
using System.Text;

namespace Moderation.Intake.Authors;

/// <summary>
/// Personal data at rest: AES-256-GCM, bound to the row that they are of, so that what is moved to another row does not open.
/// </summary>
/// <param name="key">32 bytes.</param>
public abstract class BoundCipher(byte[] key)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Tells which key sealed a text, without telling anything of the key.</summary>
    public string KeyId => Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4));

    /// <param name="sealedText">What <see cref="Seal"/> made under the same key for the same row.</param>
    /// <param name="rowId">The row.</param>
    /// <returns>The text.</returns>
    /// <exception cref="CryptographicException">It was sealed under another key, or for another row.</exception>
    public string Open(byte[] sealedText, Guid rowId)
    {
        ArgumentNullException.ThrowIfNull(sealedText);
        var plain = new byte[sealedText.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(
            sealedText.AsSpan(0, NonceBytes),
            sealedText.AsSpan(NonceBytes, plain.Length),
            sealedText.AsSpan(NonceBytes + plain.Length),
            plain,
            rowId.ToByteArray(bigEndian: true)
        );
        return Encoding.UTF8.GetString(plain);
    }

    /// <returns>12 bytes of nonce, the encrypted text, 16 bytes of tag; the row's id in big-endian order is the associated
    /// data.</returns>
    public byte[] Seal(string text, Guid rowId)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedText = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = sealedText.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(
            nonce,
            plain,
            sealedText.AsSpan(NonceBytes, plain.Length),
            sealedText.AsSpan(NonceBytes + plain.Length),
            rowId.ToByteArray(bigEndian: true)
        );
        return sealedText;
    }
}

/// <summary>Phone numbers in E.164 under <c>Keys:Phone</c>, each bound to its comment.</summary>
public sealed class PhoneCipher(KeyOptions keys) : BoundCipher(Convert.FromBase64String(keys.Phone));

/// <summary>
/// Where readers are reached otherwise, under a key of its own that is derived from <c>Keys:Phone</c>, each bound to its
/// subscription.
/// </summary>
public sealed class ContactCipher(KeyOptions keys)
    : BoundCipher(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(keys.Phone), 32, info: "contacts"u8.ToArray())
    );
