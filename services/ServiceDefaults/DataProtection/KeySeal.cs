using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Seals what is secret in ASP.NET's keys: AES-256-GCM under <c>DataProtection:Key</c>. The element <c>sealedKey</c> holds in
/// base64 12 bytes of nonce, the encrypted XML, 16 bytes of tag, and names the key that opens it.
/// </summary>
internal sealed class KeySeal : IXmlEncryptor
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static readonly XName Sealed = "sealedKey";
    private static readonly XNamespace Framework = "http://schemas.asp.net/2015/03/dataProtection";

    private readonly byte[] _key;
    private readonly Dictionary<string, byte[]> _keys;

    public KeySeal(string key, string? previousKey)
    {
        _key = Convert.FromBase64String(key);
        _keys = new[] { key, previousKey }
            .Where(each => !string.IsNullOrEmpty(each))
            .Select(each => Convert.FromBase64String(each!))
            .DistinctBy(IdOf, StringComparer.Ordinal)
            .ToDictionary(IdOf, StringComparer.Ordinal);
    }

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(Seal(plaintextElement), typeof(KeyOpener));

    /// <exception cref="CryptographicException">It was sealed with a key that is not configured, or changed since.</exception>
    public XElement Open(XElement box)
    {
        if (box.Name != Sealed || !_keys.TryGetValue((string?)box.Attribute("by") ?? "", out var key))
            throw new CryptographicException("The key in the database was sealed with one that is not configured.");
        var bytes = Convert.FromBase64String(box.Value).AsSpan();
        if (bytes.Length < NonceBytes + TagBytes)
            throw new CryptographicException("The key in the database is cut off.");
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(bytes[..NonceBytes], bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    /// <summary>Puts under the present key what an element of the database holds open, or under the previous key.</summary>
    /// <exception cref="CryptographicException">It was sealed with a key that is not configured, or changed since.</exception>
    public void Renew(XElement stored)
    {
        foreach (var box in stored.DescendantsAndSelf(Sealed).ToList())
        {
            var opened = Open(box);
            if ((string?)box.Attribute("by") != IdOf(_key))
                box.ReplaceWith(Seal(opened));
        }
        foreach (var open in stored.Descendants().Where(IsSecret).ToList())
            open.ReplaceWith(
                new XElement(
                    Framework + "encryptedSecret",
                    new XAttribute("decryptorType", typeof(KeyOpener).AssemblyQualifiedName!),
                    Seal(open)
                )
            );
    }

    private XElement Seal(XElement element)
    {
        var plain = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        var bytes = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = bytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(nonce, plain, bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(NonceBytes + plain.Length));
        return new XElement(Sealed, new XAttribute("by", IdOf(_key)), Convert.ToBase64String(bytes));
    }

    /// <summary>Marked so by the framework.</summary>
    private static bool IsSecret(XElement element) => (bool?)element.Attribute(Framework + "requiresEncryption") == true;

    /// <summary>Tells which key it is, without telling anything of it.</summary>
    private static string IdOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4));
}

/// <summary>The framework makes it by the name that stands beside what <see cref="KeySeal"/> sealed.</summary>
internal sealed class KeyOpener(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        (
            services.GetService<KeySeal>()
            ?? throw new CryptographicException("DataProtection:Key, which sealed the key in the database, is not configured.")
        ).Open(encryptedElement);
}
