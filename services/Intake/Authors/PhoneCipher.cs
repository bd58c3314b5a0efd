using System.Security.Cryptography;
using System.Text;

namespace Moderation.Intake.Authors;

/// <summary>
/// Phone numbers at rest: AES-256-GCM under <c>Keys:Phone</c>, bound to their comment so that a number moved to another row does
/// not open.
/// </summary>
public sealed class PhoneCipher(KeyOptions keys)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key = Convert.FromBase64String(keys.Phone);

    /// <summary>Tells which key sealed a number, without telling anything of the key.</summary>
    public string KeyId => Convert.ToHexStringLower(SHA256.HashData(_key).AsSpan(0, 4));

    /// <param name="sealedPhone">What <see cref="Seal"/> made under the same key for the same comment.</param>
    /// <param name="commentId">The comment.</param>
    /// <returns>The number in E.164.</returns>
    /// <exception cref="CryptographicException">It was sealed under another key, or for another comment.</exception>
    public string Open(byte[] sealedPhone, Guid commentId)
    {
        var plain = new byte[sealedPhone.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(_key, TagBytes);
        aes.Decrypt(
            sealedPhone.AsSpan(0, NonceBytes),
            sealedPhone.AsSpan(NonceBytes, plain.Length),
            sealedPhone.AsSpan(NonceBytes + plain.Length),
            plain,
            commentId.ToByteArray(bigEndian: true)
        );
        return Encoding.ASCII.GetString(plain);
    }

    /// <returns>12 bytes of nonce, the encrypted number, 16 bytes of tag; the comment's id in big-endian order is the associated
    /// data.</returns>
    public byte[] Seal(string e164, Guid commentId)
    {
        var plain = Encoding.ASCII.GetBytes(e164);
        var sealedPhone = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = sealedPhone.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(
            nonce,
            plain,
            sealedPhone.AsSpan(NonceBytes, plain.Length),
            sealedPhone.AsSpan(NonceBytes + plain.Length),
            commentId.ToByteArray(bigEndian: true)
        );
        return sealedPhone;
    }
}
