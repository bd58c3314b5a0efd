namespace Moderation.ArticleSite.Likes;

/// <summary>
/// Keeps in the reader's own browser the pass that Publisher signed, from the first like on. It tells nothing of the reader, and
/// no script reads it.
/// </summary>
public static class PassCookie
{
    private const string Name = "the-ban-doc";

    /// <summary>Where likes are shown and given.</summary>
    private const string Path = "/bai-viet";

    /// <summary>Passes have 75 characters.</summary>
    private const int MaxLength = 200;

    public static void Write(HttpResponse response, string pass) =>
        response.Cookies.Append(
            Name,
            pass,
            new CookieOptions
            {
                Path = Path,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = response.HttpContext.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(180),
            }
        );

    public static void Delete(HttpResponse response) => response.Cookies.Delete(Name, new CookieOptions { Path = Path });

    public static string? Read(HttpRequest request) =>
        request.Cookies[Name] is { Length: > 0 and <= MaxLength } pass && pass.All(char.IsAscii) ? pass : null;
}
