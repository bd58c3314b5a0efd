namespace Moderation.Intake.Reports;

/// <summary>
/// Keeps a reader's pass in the reader's own browser, for the page on which comments are reported. It tells nothing of the
/// reader, and no script reads it.
/// </summary>
public static class PassCookie
{
    private const string Name = "reader-pass";

    public static void Write(HttpContext http, string pass, TimeSpan good)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Cookies.Append(
            Name,
            pass,
            new CookieOptions
            {
                Path = "/articles",
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                MaxAge = good,
            }
        );
    }

    public static string? Read(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Cookies[Name];
    }
}
