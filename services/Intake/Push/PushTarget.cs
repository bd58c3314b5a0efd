using System.Buffers.Text;
using System.Security.Cryptography;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Push;

/// <summary>A browser that shows notices, as it names itself (W3C Push API).</summary>
/// <param name="Endpoint">Where its push service takes what is for it.</param>
/// <param name="P256dh">Its public key, 65 bytes in base64url.</param>
/// <param name="Auth">Its secret, 16 bytes in base64url.</param>
public sealed record PushTarget(string Endpoint, string P256dh, string Auth)
{
    private const int MostLetters = 1_000;

    public static FieldError Unknown { get; } =
        new(
            "unknown-push-service",
            "Trình duyệt này dùng một dịch vụ thông báo mà tòa soạn không gửi tới được.",
            "This browser uses a push service to which the newsroom does not send."
        );

    public static FieldError Invalid { get; } =
        new(
            "invalid-push-subscription",
            "Trình duyệt gửi thông tin đăng ký thông báo không hợp lệ.",
            "What the browser sent is no subscription of the Push API."
        );

    public static FieldError Off { get; } =
        new(
            "push-off",
            "Tòa soạn hiện không gửi thông báo tới trình duyệt.",
            "The newsroom sends no notices to browsers now."
        );

    /// <returns>Null when it is wrong, which is an error.</returns>
    public static PushTarget? Check(string? endpoint, string? p256dh, string? auth, PushOptions options, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(errors);
        if (errors.Any)
            return null;
        if (
            endpoint is not { Length: <= MostLetters }
            || !Uri.TryCreate(endpoint, UriKind.Absolute, out var url)
            || url.UserInfo.Length > 0
            || url.Scheme is not "https" && !(url.Scheme == "http" && url.IsLoopback)
        )
            errors.Add("endpoint", Invalid);
        else if (!options.Knows(url.Host))
            errors.Add("endpoint", Unknown);
        if (BytesOf(p256dh) is not { Length: 65 } point || !IsOnCurve(point))
            errors.Add("keys.p256dh", Invalid);
        if (BytesOf(auth) is not { Length: 16 })
            errors.Add("keys.auth", Invalid);
        return errors.Any ? null : new(endpoint!, p256dh!, auth!);
    }

    private static byte[]? BytesOf(string? text) =>
        text is { Length: <= 100 } && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;

    private static bool IsOnCurve(byte[] point)
    {
        if (point[0] != 0x04)
            return false;
        try
        {
            using var key = ECDiffieHellman.Create(
                new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = point[1..33], Y = point[33..] },
                }
            );
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
