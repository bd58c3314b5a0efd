using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Tracking;

/// <summary>
/// The secret links under which readers follow their comments. A token is derived from the comment's id under <c>Keys:Tracking</c>,
/// so a repeated request gets the same link although only the token's hash is stored.
/// </summary>
public sealed class TrackingLinks(byte[] key, Uri publicUrl)
{
    private const int TokenBytes = 16;

    /// <exception cref="InvalidOperationException"><c>Intake:PublicUrl</c> or the key is missing or malformed.</exception>
    public static TrackingLinks From(IConfiguration configuration, IHostEnvironment environment)
    {
        if (
            !Uri.TryCreate(configuration["Intake:PublicUrl"], UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
        )
            throw new InvalidOperationException(
                "Intake:PublicUrl must be the http(s) address at which readers reach this service."
            );
        return new(configuration.RequireKey(environment, "Keys:Tracking"), url);
    }

    public Uri UrlOf(Guid commentId) => new($"{publicUrl.AbsoluteUri.TrimEnd('/')}/track/{TokenOf(commentId)}");

    /// <summary>What is stored and looked up.</summary>
    public string HashOf(Guid commentId) => HashOf(TokenOf(commentId));

    /// <inheritdoc cref="HashOf(Guid)"/>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private string TokenOf(Guid commentId) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, commentId.ToByteArray(bigEndian: true)).AsSpan(0, TokenBytes));
}
