using System.Security.Claims;

namespace Moderation.Moderator.People;

/// <summary>Who changes something.</summary>
/// <param name="Id">Null on the command line, which whoever has the machine may use.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Sections">Where; null is every section.</param>
internal sealed record Actor(Guid? Id, Role Role, string[]? Sections)
{
    public static Actor CommandLine { get; } = new(null, Role.Administrator, null);
}

internal static class ActorOfRequest
{
    public static Actor Actor(this ClaimsPrincipal user) =>
        new(user.Id(), Enum.Parse<Role>(user.FindFirstValue(ClaimTypes.Role)!), user.Sections());
}
