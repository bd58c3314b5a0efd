using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>Asks who is signed in for the password once more; guesses count as those at signing in.</summary>
public sealed class OwnPassword(ModeratorStore moderators, SignInLimit limit)
{
    /// <returns>Null when it is right.</returns>
    internal async Task<ProblemHttpResult?> RefusalAsync(string? password, HttpContext context)
    {
        var name = context.User.Identity!.Name!;
        var (attempt, refusal) = await limit.TakeAsync(name, context);
        if (attempt is null)
            return refusal;
        if (await moderators.SignInAsync(name, password ?? "", context.RequestAborted) is null)
            return Problems.Of(
                400,
                "invalid-password",
                "Mật khẩu không đúng.",
                "The password is wrong.",
                new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal)
                {
                    ["password"] = [new("password-wrong", "Mật khẩu không đúng.", "The password is wrong.")],
                }
            );
        await limit.SucceededAsync(attempt);
        return null;
    }
}
