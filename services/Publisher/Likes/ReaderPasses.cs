using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Likes;

/// <summary>What a pass is worth.</summary>
public enum PassState
{
    Valid,
    Missing,
    Expired,
    Invalid,
}

/// <summary>
/// Passes tell one reader from another without an account: a random id with the time at which it was given, signed. They are
/// stored nowhere, and readers are known by keyed hashes of them alone.
/// </summary>
public sealed class ReaderPasses(LikesOptions options, TimeProvider time)
{
    private const int IdBytes = 16,
        SignedBytes = IdBytes + sizeof(long),
        Bytes = SignedBytes + HMACSHA256.HashSizeInBytes;

    private readonly byte[]? _secret = options.Key is { Length: > 0 } key ? Convert.FromBase64String(key) : null;

    /// <summary>Whether there are likes at all.</summary>
    public bool AreGiven => _secret is not null;

    /// <returns>A new pass, and until when it is good.</returns>
    public (string Pass, DateTimeOffset ExpiresAt) Make()
    {
        var bytes = new byte[Bytes];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, IdBytes));
        var givenAt = time.GetUtcNow().ToUnixTimeSeconds();
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(IdBytes), givenAt);
        SignatureOf(bytes).CopyTo(bytes, SignedBytes);
        return (Base64Url.EncodeToString(bytes), DateTimeOffset.FromUnixTimeSeconds(givenAt) + options.KeepReaders);
    }

    /// <returns>What the pass is worth, and the reader's key if it is valid.</returns>
    public (PassState State, Guid Reader) Read(string? pass)
    {
        if (string.IsNullOrEmpty(pass))
            return (PassState.Missing, default);
        var bytes = new byte[Bytes];
        if (
            pass.Length != Base64Url.GetEncodedLength(Bytes)
            || !Base64Url.IsValid(pass)
            || !Base64Url.TryDecodeFromChars(pass, bytes, out var written)
            || written != Bytes
            || !CryptographicOperations.FixedTimeEquals(SignatureOf(bytes), bytes.AsSpan(SignedBytes))
        )
            return (PassState.Invalid, default);
        var givenAt = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(IdBytes)));
        return givenAt + options.KeepReaders <= time.GetUtcNow()
            ? (PassState.Expired, default)
            : (PassState.Valid, KeyOf("reader", bytes.AsSpan(0, IdBytes)));
    }

    /// <summary>Of where a like of this comment comes from: the same address has another key under each comment.</summary>
    public Guid KeyOf(Guid commentId, IPAddress? address)
    {
        var prefix = address is null ? "" : NetworkPrefix.Of(address);
        return KeyOf("address", Encoding.ASCII.GetBytes($"{commentId}/{prefix}"));
    }

    private byte[] SignatureOf(ReadOnlySpan<byte> pass) => Keyed("pass", pass[..SignedBytes]);

    private Guid KeyOf(string kind, ReadOnlySpan<byte> text) => new(Keyed(kind, text).AsSpan(0, IdBytes), bigEndian: true);

    private byte[] Keyed(string kind, ReadOnlySpan<byte> text)
    {
        byte[] kept = [.. Encoding.ASCII.GetBytes(kind + ":"), .. text];
        return HMACSHA256.HashData(_secret!, kept);
    }
}
