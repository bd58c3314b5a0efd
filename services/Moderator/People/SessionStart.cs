using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Moderation.Moderator.People;

/// <summary>Begins the session of a request that has proven who it is.</summary>
public sealed class SessionStart(
    SessionStore sessions,
    SecondFactorStore factors,
    SecondFactorOptions options,
    IAntiforgery antiforgery
)
{
    /// <summary>A session that this browser had before ends: its cookie is replaced.</summary>
    internal async Task<SessionAnswer> RunAsync(Account account, HttpContext context)
    {
        if (context.User.SessionId() is var before && before != Guid.Empty)
            await sessions.EndAsync(before, context.User.Id());
        var id = await sessions.StartAsync(account, Device.Of(context.Request.Headers.UserAgent), context.RequestAborted);
        var secondFactor = await factors.StateOfAsync(account.Id, context.RequestAborted);
        context.User = Sessions.PrincipalOf(account, id, secondFactor.IsOn);
        await context.SignInAsync(context.User);
        return Answer(context);
    }

    /// <summary>The token is made for the principal that the request has now.</summary>
    internal SessionAnswer Answer(HttpContext context) =>
        new(
            context.User.Identity!.Name!,
            context.User.Actor().Role,
            context.User.Sections(),
            context.User.Actor().Role.Overturns(),
            antiforgery.GetAndStoreTokens(context).RequestToken!,
            options.IsMissing(context.User)
        );
}
