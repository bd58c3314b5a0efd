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
