using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>
/// Sessions are cookies that carry who signed in; unsafe calls also carry a token that a foreign page cannot know.
/// </summary>
public static class Sessions
{
    /// <summary>The header of <see cref="SessionAnswer.AntiforgeryToken"/>.</summary>
    public const string TokenHeader = "X-CSRF-TOKEN";

    private const string StampClaim = "stamp";

    public static void AddPeople(this WebApplicationBuilder builder)
    {
        // Production marks every cookie Secure, also where a proxy that is not named in Proxies hides that the browser came by
        // HTTPS.
        builder.Services.Configure<CookiePolicyOptions>(options =>
            options.Secure = builder.Environment.IsProduction() ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest
        );
        builder.AddDataProtectionKeys();
        builder
            .Services.AddOptions<HashOptions>()
            .BindConfiguration(HashOptions.Section)
            .ValidateDataAnnotations()
            .Validate(
                options => !builder.Environment.IsProduction() || options.Rounds >= HashOptions.RecommendedRounds,
                "Passwords:Rounds must be at least 210,000 in Production."
            )
            .ValidateOnStart();
        builder.Services.AddSingleton<Passwords>();
        builder.Services.AddSingleton<ModeratorStore>();
        builder.Services.AddSingleton<PeopleStore>();
        builder.Services.AddSingleton<SignInLimit>();
        builder.Services.AddAntiforgery(options =>
        {
            options.HeaderName = TokenHeader;
            options.Cookie.Name = "moderator-csrf";
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        builder
            .Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(options =>
            {
                options.Cookie.Name = "moderator";
                options.Cookie.SameSite = SameSiteMode.Strict;
                options.Cookie.HttpOnly = true;
                options.ExpireTimeSpan = TimeSpan.FromHours(12);
                options.LoginPath = "/login";
                options.Events.OnValidatePrincipal = ValidateAsync;
                options.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized);
                options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden);
            });
        builder
            .Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddRights();
    }

    public static void UsePeople(this WebApplication app)
    {
        app.UseCookiePolicy();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    public static Guid Id(this ClaimsPrincipal user) => Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!);

    /// <summary>A session with another one than its account's has ended.</summary>
    internal static string SecurityStamp(this ClaimsPrincipal user) => user.FindFirstValue(StampClaim) ?? "";

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

    internal static ClaimsPrincipal PrincipalOf(Account account) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()),
                    new Claim(ClaimTypes.Name, account.Name),
                    new Claim(StampClaim, account.SecurityStamp),
                    new Claim(ClaimTypes.Role, account.Role.ToString()),
                    .. (account.Sections ?? []).Select(section => new Claim(Rights.SectionClaim, section)),
                ],
                CookieAuthenticationDefaults.AuthenticationScheme
            )
        );

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var moderators = context.HttpContext.RequestServices.GetRequiredService<ModeratorStore>();
        var stamp = context.Principal!.FindFirstValue(StampClaim);
        if (stamp is null || !await moderators.IsCurrentAsync(context.Principal!.Id(), stamp, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
        }
    }

    /// <summary>Only pages lead to the login, and from there back; the API says what is wrong.</summary>
    private static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
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
