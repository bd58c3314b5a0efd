using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Moderation.Moderator.People;

/// <summary>A browser on which somebody has signed in before.</summary>
/// <param name="Id">Of this browser alone.</param>
/// <param name="People">Who signed in on it, the last one first.</param>
internal sealed record KnownDevice(Guid Id, IReadOnlyList<Guid> People);

/// <summary>
/// A browser that a person has signed in with keeps a sealed cookie that says so. It opens nothing; it only spares who works
/// there from waiting because of what strangers try.
/// </summary>
public sealed class KnownDevices(IDataProtectionProvider protection)
{
    private const string Cookie = "moderator-device";

    /// <summary>On a shared desk; who has not been there for longest is a stranger again.</summary>
    private const int MostPeople = 20;

    /// <summary>Browsers keep none for longer.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromDays(400);

    private readonly IDataProtector _protector = protection.CreateProtector("known-device");

    /// <returns>Null when the browser has no cookie, or one that is not ours.</returns>
    internal KnownDevice? Of(HttpRequest request)
    {
        if (request.Cookies[Cookie] is not { Length: > 0 } cookie)
            return null;
        try
        {
            var ids = _protector.Unprotect(cookie).Split(' ').Select(Guid.Parse).ToList();
            return new KnownDevice(ids[0], ids[1..]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    internal void Remember(HttpContext context, Guid moderatorId)
    {
        var known = Of(context.Request) ?? new KnownDevice(Guid.CreateVersion7(), []);
        Guid[] ids = [known.Id, moderatorId, .. known.People.Where(id => id != moderatorId).Take(MostPeople - 1)];
        context.Response.Cookies.Append(
            Cookie,
            _protector.Protect(string.Join(' ', ids)),
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                MaxAge = Length,
                IsEssential = true,
            }
        );
    }
}
