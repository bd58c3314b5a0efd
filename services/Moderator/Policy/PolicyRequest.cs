namespace Moderation.Moderator.Policy;

/// <summary>New settings.</summary>
/// <param name="Version">The version that they change, as it was read.</param>
/// <param name="Settings">All of them.</param>
public sealed record PolicyRequest(int Version, PolicySettings Settings);

/// <summary>Settings to be tried on the past.</summary>
/// <param name="Settings">All of them.</param>
/// <param name="Days">How far back, 1 to 30; left out for a period.</param>
/// <param name="From">The period's first instant; all that there is when it is left out.</param>
/// <param name="To">The first instant after it; now when it is left out.</param>
public sealed record DryRunRequest(
    PolicySettings Settings,
    int? Days = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null
);

/// <summary>How far a dry run has come: a line of its answer as <c>application/x-ndjson</c>.</summary>
/// <param name="Examined">How many comments were looked at.</param>
/// <param name="Of">How many there are, at most 200,000.</param>
/// <param name="Answer">On the last line, the answer.</param>
public sealed record DryRunProgress(int Examined, int Of, DryRunAnswer? Answer = null);

/// <summary>A page of versions, newest first.</summary>
/// <param name="Items">Without their settings.</param>
/// <param name="Next">The cursor of the next page, or null on the last.</param>
public sealed record PolicyVersions(IReadOnlyList<PolicyVersion> Items, string? Next);
