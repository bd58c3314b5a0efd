using System.Buffers.Binary;
using System.Buffers.Text;

namespace Moderation.Publisher.Publications;

/// <summary>The place in a list of comments after which a page begins: the last comment seen, written as 32 URL-safe characters.</summary>
public sealed record Cursor(DateTimeOffset SubmittedAt, Guid CommentId)
{
    private const int Bytes = 24;

    /// <summary>Before the newest thread: they are listed from the newest on.</summary>
    public static Cursor Start { get; } = new(DateTimeOffset.MaxValue, Guid.AllBitsSet);

    /// <summary>Before the oldest reply: they are listed from the oldest on.</summary>
    public static Cursor StartOfReplies { get; } = new(DateTimeOffset.MinValue, Guid.Empty);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, SubmittedAt.UtcTicks);
        CommentId.TryWriteBytes(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns><paramref name="start"/> for no text, null for a text that this class did not write.</returns>
    public static Cursor? Parse(string? text, Cursor start)
    {
        if (string.IsNullOrEmpty(text))
            return start;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (
            text.Length != Base64Url.GetEncodedLength(Bytes)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var written)
            || written != Bytes
        )
            return null;
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new Cursor(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[8..]))
            : null;
    }
}
