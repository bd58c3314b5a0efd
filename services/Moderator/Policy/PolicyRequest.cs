namespace Moderation.Moderator.Policy;

/// <summary>New settings.</summary>
/// <param name="Version">The version that they change, as it was read.</param>
/// <param name="Settings">All of them.</param>
public sealed record PolicyRequest(int Version, PolicySettings Settings);

/// <summary>Settings to be tried on the past.</summary>
/// <param name="Settings">All of them.</param>
/// <param name="Days">How far back, 1 to 30.</param>
public sealed record DryRunRequest(PolicySettings Settings, int Days);

/// <summary>A page of versions, newest first.</summary>
/// <param name="Items">Without their settings.</param>
/// <param name="Next">The cursor of the next page, or null on the last.</param>
public sealed record PolicyVersions(IReadOnlyList<PolicyVersion> Items, string? Next);
