using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Intake.Authors;
using Moderation.Intake.Limits;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.PhoneCodes;

/// <summary>Sends codes to phones.</summary>
public sealed class PhoneCodeSender(
    PhoneCodeOptions options,
    AuthorKeyDerivation keys,
    RateLimits limits,
    PhoneCodeStore codes,
    ISmsGate? gate = null
)
{
    /// <param name="phone">To which it goes.</param>
    /// <param name="http">Of the reader, who is told when to try again.</param>
    /// <returns>The code on its way, or why there is none.</returns>
    public async Task<(PhoneCodeSent? Sent, ProblemHttpResult? Problem)> SendAsync(Phone phone, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(phone);
        ArgumentNullException.ThrowIfNull(http);
        if (!phone.IsVietnamese && !options.Abroad)
        {
            var errors = new FieldErrors();
            errors.Add("phone", PhoneCodeErrors.Abroad);
            return (null, errors.Invalid());
        }
        var (id, code) = (new Guid(RandomNumberGenerator.GetBytes(16)), PhoneCode.Make());
        var (expiresAt, shortage) = await codes.AddAsync(
            id,
            PhoneCode.HashOf(keys, id, phone, code),
            limits.OfPhoneCode(phone.E164, http.Connection.RemoteIpAddress)
        );
        if (shortage is not null)
            return (null, TooMany(LimitProblems.Wait(shortage.Wait, http.Response)));
        var lasts = Waits.Of((long)options.Lifetime.TotalSeconds).Vi;
        if (await gate!.SendAsync(phone, $"Mã xác nhận bình luận của bạn là {code}, dùng trong {lasts}.", http.RequestAborted))
            return (new PhoneCodeSent(id, expiresAt), null);
        http.Response.Headers.RetryAfter = "60";
        return (
            null,
            Problems.Of(
                503,
                "phone-code-not-sent",
                "Chưa gửi được tin nhắn có mã xác nhận. Bạn hãy thử lại sau ít phút.",
                "The message with the code could not be sent. Please try again in a few minutes."
            )
        );
    }

    private static ProblemHttpResult TooMany(Words wait) =>
        Problems.Of(
            429,
            "too-many-phone-codes",
            $"Đã có quá nhiều mã được gửi. Bạn hãy thử lại sau {wait.Vi}; nội dung bạn viết vẫn còn.",
            $"Too many codes were sent. Please try again in {wait.En}; what you wrote is still there."
        );
}
