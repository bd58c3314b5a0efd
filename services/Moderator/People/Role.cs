using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Moderation.Contracts;

namespace Moderation.Moderator.People;

/// <summary>What a person is trusted with. The names are the words of the database, the API and the console.</summary>
public enum Role
{
    /// <summary>Works the queue.</summary>
    Moderator,

    /// <summary>Also sets the policy, the word lists and the bans, reads the whole log, and answers for the newsroom.</summary>
    Senior,

    /// <summary>Also adds people and gives them roles and sections.</summary>
    Administrator,

    /// <summary>Watches the flow of messages; sees no comment.</summary>
    Operator,
}

/// <summary>What each role may take back of what others decided.</summary>
internal static class RoleRanks
{
    /// <returns>The least first; a decision that asks for one of them is theirs to take back.</returns>
    public static IReadOnlyList<Overturner> Overturns(this Role role) =>
        role switch
        {
            Role.Moderator => [Overturner.Moderator],
            Role.Senior => [Overturner.Moderator, Overturner.Senior],
            Role.Administrator => [Overturner.Moderator, Overturner.Senior, Overturner.Administrator],
            _ => [],
        };
}

/// <summary>The rights that endpoints ask for, each a policy of ASP.NET Core's authorization by its name.</summary>
public static class Rights
{
    public const string Moderate = nameof(Moderate);

    public const string SetPolicy = nameof(SetPolicy);

    /// <summary>To answer readers in the newsroom's voice.</summary>
    public const string SpeakForNewsroom = nameof(SpeakForNewsroom);

    public const string ManagePeople = nameof(ManagePeople);

    /// <summary>To see and operate the flow of messages; no comment is part of it.</summary>
    public const string Operate = nameof(Operate);

    /// <summary>To see the flow of messages, and where a comment is on its way, without its text.</summary>
    public const string Watch = nameof(Watch);

    internal static AuthorizationBuilder AddRights(this AuthorizationBuilder authorization, SecondFactorOptions secondFactor)
    {
        return authorization
            .AddPolicy(Moderate, Of(Role.Moderator, Role.Senior, Role.Administrator))
            .AddPolicy(SetPolicy, Of(Role.Senior, Role.Administrator))
            .AddPolicy(SpeakForNewsroom, Of(Role.Senior, Role.Administrator))
            .AddPolicy(ManagePeople, Of(Role.Administrator))
            .AddPolicy(Operate, Of(Role.Operator, Role.Administrator))
            .AddPolicy(Watch, Of(Role.Operator, Role.Senior, Role.Administrator));

        Action<AuthorizationPolicyBuilder> Of(params Role[] roles) =>
            right =>
                right
                    .RequireRole(Array.ConvertAll(roles, role => role.ToString()))
                    .RequireAssertion(context => !secondFactor.IsMissing(context.User));
    }

    /// <summary>The sections that the person may see and decide in; null is every section.</summary>
    public static string[]? Sections(this ClaimsPrincipal user)
    {
        var sections = user.FindAll(SectionClaim).Select(claim => claim.Value).ToArray();
        return sections.Length == 0 ? null : sections;
    }

    /// <summary>Whether whoever is limited to the first may grant the second, or act on somebody who has them.</summary>
    /// <param name="own">Null is every section.</param>
    /// <param name="others">Null is every section.</param>
    internal static bool Cover(this string[]? own, string[]? others) =>
        own is null || (others is not null && !others.Except(own, StringComparer.Ordinal).Any());

    /// <summary>One for each section that a person is limited to.</summary>
    internal const string SectionClaim = "section";
}
