using System.Security.Cryptography;
using System.Text;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Authors;

/// <summary>
/// HMAC-SHA256 under <c>Keys:Author</c>, in lower-case hexadecimal: equal for equal texts, and of no use to those who lack the key,
/// although phone numbers and addresses could all be tried one after the other.
/// </summary>
public sealed class KeyedHash(byte[] key)
{
    public static KeyedHash From(IConfiguration configuration, IHostEnvironment environment) =>
        new(configuration.RequireKey(environment, "Keys:Author"));

    /// <param name="kind">What the text is, so that hashes of different kinds never meet.</param>
    /// <param name="text">Null has no hash.</param>
    public string? Of(string kind, string? text) =>
        text is null ? null : Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind}:{text}")));
}
