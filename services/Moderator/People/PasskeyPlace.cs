using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>Whether a page that was opened at this address can use passkeys.</summary>
public sealed class PasskeyPlace(PasskeyOptions options)
{
    /// <returns>Null when it can.</returns>
    internal ProblemHttpResult? Refusal(HttpRequest request) =>
        options.AddressFor(request.Host) is not { } address
            ? Problems.Of(
                409,
                "passkeys-off",
                "Passkey chưa được bật ở đây: quản trị hệ thống cần khai báo địa chỉ của trang này.",
                "Passkeys are not turned on here: whoever runs the system has to configure this console's address."
            )
        : options.IsHere(request.Host) ? null
        : Problems.Of(
            409,
            "passkeys-elsewhere",
            $"Passkey không dùng được ở địa chỉ {request.Host} (địa chỉ IP không bao giờ dùng được). Hãy mở {address}",
            $"Passkeys do not work at {request.Host}; they never do at an IP address. Open {address}"
        );
}
