namespace Moderation.ArticleSite.Comments;

/// <summary>Keeps a reader's name in the reader's own browser, if that was asked for. Nothing of it is stored here.</summary>
public static class NameCookie
{
    private const string Name = "ten-ban-doc";

    /// <summary>Far above what Intake takes as a name, and below what a browser keeps as a cookie.</summary>
    private const int MaxLength = 1000;

    private static readonly CookieOptions Kept = new()
    {
        Path = "/bai-viet",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        MaxAge = TimeSpan.FromDays(180),
    };

    /// <param name="response">To the browser.</param>
    /// <param name="name">Null when it is to be forgotten.</param>
    public static void Write(HttpResponse response, string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxLength)
            response.Cookies.Delete(Name, Kept);
        else
            response.Cookies.Append(Name, name, new CookieOptions(Kept) { Secure = response.HttpContext.Request.IsHttps });
    }

    /// <summary>Whatever the browser sends: it is checked like a name that was typed.</summary>
    public static string? Read(HttpRequest request) =>
        request.Cookies[Name] is { Length: > 0 and <= MaxLength } name && !string.IsNullOrWhiteSpace(name) ? name : null;
}
