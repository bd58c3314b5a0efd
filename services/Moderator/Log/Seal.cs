using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.Moderator.Log;

/// <summary>
/// One link of the chain: hash = SHA-256(previous hash ‖ position as 8 bytes, big endian ‖ content in UTF-8). The content is
/// <see cref="ContentSql"/>; the first link follows 32 zero bytes.
/// </summary>
/// <param name="Position">From 1, without gaps.</param>
/// <param name="Hash">32 bytes.</param>
public sealed record Seal(long Position, byte[] Hash)
{
    /// <summary>Before the first.</summary>
    public static Seal None { get; } = new(0, new byte[SHA256.HashSizeInBytes]);

    /// <summary>
    /// The whole row of the decision <c>d</c>, the account's change <c>a</c> or the operation <c>o</c> but its nulls, as jsonb,
    /// whose text does not depend on how it was written. Times are those of the session's time zone, so <see cref="UtcSql"/> goes
    /// before it in the same transaction.
    /// </summary>
    internal const string ContentSql =
        "(CASE WHEN d.id IS NOT NULL THEN jsonb_strip_nulls(to_jsonb(d)) "
        + "WHEN a.id IS NOT NULL THEN jsonb_strip_nulls(to_jsonb(a)) "
        + "WHEN o.id IS NOT NULL THEN jsonb_strip_nulls(to_jsonb(o)) END)::text";

    internal const string UtcSql = "SET LOCAL TimeZone = 'UTC'";

    public Seal Next(string content)
    {
        Span<byte> position = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(position, Position + 1);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Hash);
        hash.AppendData(position);
        hash.AppendData(Encoding.UTF8.GetBytes(content));
        return new Seal(Position + 1, hash.GetHashAndReset());
    }

    /// <summary>As people write it down outside: <c>position:hash</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Position}:{Convert.ToHexStringLower(Hash)}");

    /// <returns>Null when the text is not <c>position:hash</c>.</returns>
    public static Seal? Parse(string text)
    {
        var parts = text.Split(':');
        return
            parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && parts[1].Length == 2 * SHA256.HashSizeInBytes
            && parts[1].All(char.IsAsciiHexDigit)
            ? new Seal(position, Convert.FromHexString(parts[1]))
            : null;
    }
}
