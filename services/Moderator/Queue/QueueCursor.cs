using System.Buffers.Binary;
using System.Buffers.Text;

namespace Moderation.Moderator.Queue;

/// <summary>A place in a queue: the moment by which it is sorted, and the comment's id. Opaque to clients.</summary>
internal sealed record QueueCursor(DateTimeOffset Moment, Guid Id)
{
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Moment.UtcTicks);
        Id.TryWriteBytes(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>Null when the text is not a cursor.</returns>
    public static QueueCursor? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[24];
        if (text.Length != 32 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out _))
            return null;
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks
            ? null
            : new QueueCursor(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[8..]));
    }
}

/// <summary>A place in a queue that is sorted by risk. Opaque to clients, and never taken for a <see cref="QueueCursor"/>.</summary>
internal sealed record RiskCursor(float Risk, Guid Id)
{
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[20];
        BinaryPrimitives.WriteSingleBigEndian(bytes, Risk);
        Id.TryWriteBytes(bytes[4..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>Null when the text is not a cursor.</returns>
    public static RiskCursor? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[20];
        return
            text.Length == 27
            && Base64Url.IsValid(text)
            && Base64Url.TryDecodeFromChars(text, bytes, out _)
            && BinaryPrimitives.ReadSingleBigEndian(bytes) is var risk
            && float.IsFinite(risk)
            ? new RiskCursor(risk, new Guid(bytes[4..]))
            : null;
    }
}
