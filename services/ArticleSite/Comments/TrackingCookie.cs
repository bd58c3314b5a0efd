using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Moderation.ArticleSite.Articles;

namespace Moderation.ArticleSite.Comments;

/// <summary>
/// Carries a comment's id and tracking link over the redirect after it was sent, and over reloads for a while. The link is a
/// secret, so it stands in no address.
/// </summary>
public sealed class TrackingCookie(IDataProtectionProvider protection)
{
    private const string Name = "binh-luan-da-gui";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector(Name).ToTimeLimitedDataProtector();

    /// <summary>Remembers the comment for the pages of <paramref name="article"/> alone.</summary>
    public void Write(HttpResponse response, Article article, SentComment sent) =>
        response.Cookies.Append(
            Name,
            _protector.Protect($"{sent.Id} {sent.TrackingUrl.AbsoluteUri}", Lifetime),
            new CookieOptions
            {
                Path = article.Path,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = response.HttpContext.Request.IsHttps,
                MaxAge = Lifetime,
                IsEssential = true,
            }
        );

    /// <summary>The comment that was just sent under this article, if there is one.</summary>
    public SentComment? Read(HttpRequest request)
    {
        try
        {
            return
                request.Cookies[Name] is { } cookie
                && _protector.Unprotect(cookie).Split(' ', 2) is [var id, var url]
                && Guid.TryParse(id, out var comment)
                ? new SentComment(comment, new Uri(url))
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
