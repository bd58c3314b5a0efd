using System.Buffers.Text;
using System.Security.Cryptography;
using Moderation.Intake.Authors;
using Moderation.Intake.Tracking;

namespace Moderation.Intake.Notices;

/// <summary>
/// The links in letters, with which their readers confirm and end a subscription. A token is the subscription's id with its HMAC
/// under a key that is derived from <c>Keys:Tracking</c>, so that nothing of it has to be stored.
/// </summary>
public sealed class NoticeLinks(KeyOptions keys, TrackingOptions options)
{
    private const int IdBytes = 16;
    private const int TagBytes = 16;

    private readonly byte[] _key = HMACSHA256.HashData(Convert.FromBase64String(keys.Tracking), "subscriptions"u8);

    public Uri ConfirmUrlOf(Guid subscriptionId) => UrlOf(subscriptionId, "confirm");

    public Uri UnsubscribeUrlOf(Guid subscriptionId) => UrlOf(subscriptionId, "unsubscribe");

    /// <returns>Whose it is; null when nobody was given such a token.</returns>
    public Guid? Read(string token)
    {
        Span<byte> bytes = stackalloc byte[IdBytes + TagBytes];
        if (
            token.Length != Base64Url.GetEncodedLength(bytes.Length)
            || !Base64Url.TryDecodeFromChars(token, bytes, out var written)
            || written != bytes.Length
        )
            return null;
        var id = new Guid(bytes[..IdBytes], bigEndian: true);
        return CryptographicOperations.FixedTimeEquals(bytes[IdBytes..], TagOf(id)) ? id : null;
    }

    private Uri UrlOf(Guid id, string act) =>
        new(
            $"{options.PublicUrl!.AbsoluteUri.TrimEnd('/')}/notices/"
                + $"{Base64Url.EncodeToString([.. id.ToByteArray(bigEndian: true), .. TagOf(id)])}/{act}"
        );

    private ReadOnlySpan<byte> TagOf(Guid id) => HMACSHA256.HashData(_key, id.ToByteArray(bigEndian: true)).AsSpan(0, TagBytes);
}
