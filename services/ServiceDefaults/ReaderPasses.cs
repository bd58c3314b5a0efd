using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Moderation.ServiceDefaults;

/// <summary>A reader's pass: whoever has it acts in that reader's place.</summary>
public sealed record GivenPass(string Pass, DateTimeOffset ExpiresAt);

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
/// <param name="secret">From which signatures and keys are derived; null when no passes are given.</param>
/// <param name="good">How long a pass is good.</param>
/// <param name="time">The clock that it goes by.</param>
public sealed class ReaderPasses(byte[]? secret, TimeSpan good, TimeProvider time)
{
    private const int IdBytes = 16,
        SignedBytes = IdBytes + sizeof(long),
        Bytes = SignedBytes + HMACSHA256.HashSizeInBytes;

    /// <summary>Whether there are passes at all.</summary>
    public bool AreGiven => secret is not null;

    /// <returns>A new pass, and until when it is good.</returns>
    public GivenPass Make()
    {
        var bytes = new byte[Bytes];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, IdBytes));
        var givenAt = time.GetUtcNow().ToUnixTimeSeconds();
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(IdBytes), givenAt);
        SignatureOf(bytes).CopyTo(bytes, SignedBytes);
        return new(Base64Url.EncodeToString(bytes), DateTimeOffset.FromUnixTimeSeconds(givenAt) + good);
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
        return givenAt + good <= time.GetUtcNow()
            ? (PassState.Expired, default)
            : (PassState.Valid, KeyOf("reader", bytes.AsSpan(0, IdBytes)));
    }

    /// <summary>Of where an act on this comment comes from: the same address has another key under each comment.</summary>
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
        return HMACSHA256.HashData(secret!, kept);
    }

    /// <summary>How a reader whose pass is not valid is told so.</summary>
    public static ProblemHttpResult Refusal(PassState state) =>
        state switch
        {
            PassState.Missing => Problems.Of(
                403,
                "reader-pass-required",
                "Trình duyệt chưa có thẻ bạn đọc. Bạn hãy thử lại.",
                "A reader's pass is needed; ask for one first."
            ),
            PassState.Expired => Problems.Of(
                403,
                "reader-pass-expired",
                "Thẻ bạn đọc của trình duyệt đã hết hạn. Bạn hãy thử lại.",
                "The reader's pass has expired; ask for another."
            ),
            _ => Problems.Of(
                403,
                "reader-pass-invalid",
                "Thẻ bạn đọc của trình duyệt không đúng. Bạn hãy thử lại.",
                "The reader's pass is not one of ours; ask for another."
            ),
        };
}
