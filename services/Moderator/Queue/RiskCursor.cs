using System.Buffers.Binary;
using System.Buffers.Text;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Queue;

/// <summary>
/// A place in a queue that is sorted by risk, or by what reports weigh. Opaque to clients, and never taken for a
/// <see cref="Cursor"/>.
/// </summary>
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
