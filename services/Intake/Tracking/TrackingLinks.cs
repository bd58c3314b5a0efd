using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Moderation.Intake.Authors;

namespace Moderation.Intake.Tracking;

/// <summary>
/// The secret links under which readers follow their comments. A token is derived from the comment's id under
/// <c>Keys:Tracking</c>, so a repeated request gets the same link although only the token's hash is stored.
/// </summary>
public sealed class TrackingLinks(KeyOptions keys, TrackingOptions options)
{
    private const int TokenBytes = 16;

    private readonly byte[] _key = Convert.FromBase64String(keys.Tracking);

    public Uri UrlOf(Guid commentId) => new($"{options.PublicUrl!.AbsoluteUri.TrimEnd('/')}/track/{TokenOf(commentId)}");

    /// <summary>What is stored and looked up.</summary>
    public string HashOf(Guid commentId) => HashOf(TokenOf(commentId));

    /// <inheritdoc cref="HashOf(Guid)"/>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private string TokenOf(Guid commentId) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_key, commentId.ToByteArray(bigEndian: true)).AsSpan(0, TokenBytes));
}
