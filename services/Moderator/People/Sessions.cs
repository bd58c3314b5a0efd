using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>
/// A session's cookie carries who signed in and the id of its row, which is looked up for each request; unsafe calls also carry a
/// token that a foreign page cannot know.
/// </summary>
public static class Sessions
{
    /// <summary>The header of <see cref="SessionAnswer.AntiforgeryToken"/>.</summary>
    public const string TokenHeader = "X-CSRF-TOKEN";

    private const string SessionClaim = "session";

    /// <summary>Of a session whose person has a second factor.</summary>
    internal const string SecondFactorClaim = "second-factor";

    internal const string Proven = "proven";

    public static Guid Id(this ClaimsPrincipal user) => Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!);

    /// <summary>The row of the session; empty when there is none.</summary>
    internal static Guid SessionId(this ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(SessionClaim), out var id) ? id : Guid.Empty;

    /// <summary>Refuses calls from another site's page, and calls without the token of the session.</summary>
    public static RouteGroupBuilder RequireAntiforgeryToken(this RouteGroupBuilder group) =>
        group.AddEndpointFilter(
            async (context, next) =>
                Origin.Refusal(context.HttpContext.Request) is { } foreign ? foreign
                : await context
                    .HttpContext.RequestServices.GetRequiredService<IAntiforgery>()
                    .IsRequestValidAsync(context.HttpContext)
                    ? await next(context)
                : Problems.Of(
                    400,
                    "csrf-token-invalid",
                    "Phiên làm việc đã đổi, vui lòng tải lại trang.",
                    $"The header {TokenHeader} is missing or belongs to another session."
                )
        );

    internal static ClaimsPrincipal PrincipalOf(Account account, Guid sessionId, bool hasSecondFactor) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()),
                    new Claim(ClaimTypes.Name, account.Name),
                    new Claim(SessionClaim, sessionId.ToString()),
                    new Claim(ClaimTypes.Role, account.Role.ToString()),
                    .. hasSecondFactor ? [new Claim(SecondFactorClaim, Proven)] : Array.Empty<Claim>(),
                    .. (account.Sections ?? []).Select(section => new Claim(Rights.SectionClaim, section)),
                ],
                CookieAuthenticationDefaults.AuthenticationScheme
            )
        );

    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<SessionStore>();
        var user = context.Principal!;
        // The cookie is left: an answer that comes late must not take away that of a session begun meanwhile.
        if (!await sessions.IsCurrentAsync(user.SessionId(), user.Id(), context.HttpContext.RequestAborted))
            context.RejectPrincipal();
    }

    /// <summary>Only pages lead to the login, and from there back; the API says what is wrong.</summary>
    internal static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var asked = context.Request.Path + context.Request.QueryString;
        if (
            context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null
            && status == StatusCodes.Status401Unauthorized
        )
            context.Response.Redirect(
                context.Options.LoginPath
                    + (asked == "/" ? QueryString.Empty : QueryString.Create(context.Options.ReturnUrlParameter, asked))
            );
        else
            context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
