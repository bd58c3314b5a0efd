using System.Buffers.Binary;
using System.Buffers.Text;

namespace Moderation.ServiceDefaults;

/// <summary>
/// The place in a list after which a page begins: the moment by which the list is sorted and the id of the last item seen,
/// written as 32 URL-safe characters. Opaque to clients.
/// </summary>
public sealed record Cursor(DateTimeOffset Moment, Guid Id)
{
    private const int Bytes = 24;

    /// <summary>Before the newest item, for a list from the newest on.</summary>
    public static Cursor BeforeNewest { get; } = new(DateTimeOffset.MaxValue, Guid.AllBitsSet);

    /// <summary>Before the oldest item, for a list from the oldest on.</summary>
    public static Cursor BeforeOldest { get; } = new(DateTimeOffset.MinValue, Guid.Empty);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Moment.UtcTicks);
        Id.TryWriteBytes(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns><paramref name="start"/> for no text, null for a text that this class did not write.</returns>
    public static Cursor? Parse(string? text, Cursor start) => string.IsNullOrEmpty(text) ? start : Parse(text);

    /// <returns>Null for a text that this class did not write.</returns>
    public static Cursor? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> bytes = stackalloc byte[Bytes];
        if (
            text.Length != Base64Url.GetEncodedLength(Bytes)
            || !Base64Url.IsValid(text)
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
