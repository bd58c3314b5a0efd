using System.Security.Cryptography;
using System.Text;
using Moderation.Contracts;

namespace Moderation.Intake.Authors;

/// <summary>
/// Derives authors' keys by HMAC-SHA256 under <c>Keys:Author</c>, in lower-case hexadecimal: equal for equal texts, and of no use
/// to those who lack the secret, although phone numbers and addresses could all be tried one after the other.
/// </summary>
public sealed class AuthorKeyDerivation(KeyOptions keys)
{
    private readonly byte[] _secret = Convert.FromBase64String(keys.Author);

    /// <summary>What is not known of an author has no key.</summary>
    public AuthorKeys Of(Phone? phone, string? address, string? device) =>
        new()
        {
            Phone = phone is null ? null : Of("phone", phone.E164),
            Address = address is null ? null : Of("address", address),
            Device = device is null ? null : Of("device", device),
            MaskedPhone = phone?.Masked,
        };

    /// <param name="kind">What the text is, so that keys of different kinds never meet.</param>
    /// <param name="text">What it is derived from.</param>
    public string Of(string kind, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{kind}:{text}")));
}
