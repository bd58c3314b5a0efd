using System.Security.Claims;

namespace Moderation.Moderator.People;

/// <summary>From the section <c>SecondFactor</c>.</summary>
public sealed record SecondFactorOptions
{
    /// <summary>Roles that may do nothing but set up a second factor until they have one.</summary>
    public IReadOnlyList<Role> RequiredFor { get; init; } = [];

    /// <summary>Whether the person has to set one up first.</summary>
    internal bool IsMissing(ClaimsPrincipal user) =>
        !user.HasClaim(Sessions.SecondFactorClaim, Sessions.Proven) && RequiredFor.Any(role => user.IsInRole(role.ToString()));
}
