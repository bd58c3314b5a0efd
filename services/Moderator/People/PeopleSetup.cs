using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

public static class PeopleSetup
{
    public static WebApplicationBuilder AddPeople(this WebApplicationBuilder builder)
    {
        // Production marks every cookie Secure, also where a proxy that is not named in Proxies hides that the browser came by
        // HTTPS.
        builder.Services.Configure<CookiePolicyOptions>(options =>
            options.Secure = builder.Environment.IsProduction() ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest
        );
        builder.AddDataProtectionKeys();
        builder.AddOptions<HashOptions>("Passwords");
        var secondFactor = builder.AddOptions<SecondFactorOptions>("SecondFactor");
        builder.Services.AddSingleton<Passwords>();
        builder.Services.AddSingleton<ModeratorStore>();
        builder.Services.AddSingleton<PeopleStore>();
        builder.Services.AddSingleton<ResetStore>();
        builder.Services.AddSingleton<InvitationStore>();
        builder.Services.AddSingleton<AccountLog>();
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddSingleton<KnownDevices>();
        builder.Services.AddSingleton<SignInLimit>();
        builder.Services.AddSingleton<SecondFactorStore>();
        builder.Services.AddSingleton<OwnPassword>();
        builder.AddPasskeys();
        builder.Services.AddSingleton<SessionStart>();
        builder.Services.AddAntiforgery(options =>
        {
            options.HeaderName = Sessions.TokenHeader;
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
                options.ExpireTimeSpan = SessionStore.Idle;
                options.LoginPath = "/login";
                options.Events.OnValidatePrincipal = Sessions.ValidateAsync;
                options.Events.OnRedirectToLogin = context => Sessions.AnswerAsync(context, StatusCodes.Status401Unauthorized);
                options.Events.OnRedirectToAccessDenied = context =>
                    Sessions.AnswerAsync(context, StatusCodes.Status403Forbidden);
            });
        builder
            .Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddRights(secondFactor);
        return builder;
    }

    public static void UsePeople(this WebApplication app)
    {
        app.UseCookiePolicy();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    public static WebApplication MapPeople(this WebApplication app)
    {
        SessionApi.Map(app);
        OwnSessionsApi.Map(app);
        SecondFactorApi.Map(app);
        PasskeysApi.Map(app);
        PasskeySessionApi.Map(app);
        PeopleApi.Map(app);
        return app;
    }
}
