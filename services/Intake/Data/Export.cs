using Moderation.Contracts;

namespace Moderation.Intake.Data;

/// <summary>All that is held about a comment here, for its author. What was erased is null.</summary>
public sealed record Export
{
    public required Guid Id { get; init; }

    public required string ArticleId { get; init; }

    public string? ArticleHeadline { get; init; }

    public string? ArticleUrl { get; init; }

    public Guid? ParentId { get; init; }

    public required int Revision { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public string? Name { get; init; }

    /// <summary>In E.164; null also when it was sealed under a key that is no longer here.</summary>
    public string? Phone { get; init; }

    public string? Title { get; init; }

    public string? Content { get; init; }

    /// <summary>What it said before it was corrected, oldest first.</summary>
    public required IReadOnlyList<EarlierRevision> Earlier { get; init; }

    /// <summary>Where its author is told what becomes of it.</summary>
    public required IReadOnlyList<ExportedSubscription> Subscriptions { get; init; }

    /// <summary>What only a keyed hash is kept of: <c>phone</c>, <c>address</c>, <c>device</c>.</summary>
    public required IReadOnlyList<string> Hashed { get; init; }

    /// <summary>The version of the text to which the author agreed.</summary>
    public string? ConsentVersion { get; init; }

    public DateTimeOffset? ConsentedAt { get; init; }

    /// <summary>One of <see cref="Tracking.SubmissionStatus"/>.</summary>
    public required string Status { get; init; }

    public string? Reason { get; init; }

    public string? DecidedBy { get; init; }

    public Words? Rule { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public bool Edited { get; init; }

    public string? Appeal { get; init; }

    public DateTimeOffset? AppealedAt { get; init; }

    public bool Upheld { get; init; }

    public DateTimeOffset? WithdrawnAt { get; init; }

    public DateTimeOffset? ErasureAskedAt { get; init; }

    public DateTimeOffset? ErasureDoneAt { get; init; }
}

/// <summary>Where an author is told.</summary>
/// <param name="Channel"><c>mail</c>, or <c>push</c> to a browser.</param>
/// <param name="Target">
/// The address, of a browser what it sent for it; null when it was sealed under a key that is no longer here.
/// </param>
/// <param name="Status"><c>unconfirmed</c>, <c>confirmed</c> or <c>failed</c>.</param>
/// <param name="AskedAt">When the author asked for it.</param>
/// <param name="ConfirmedAt">When its reader confirmed it.</param>
public sealed record ExportedSubscription(
    string Channel,
    string? Target,
    string Status,
    DateTimeOffset AskedAt,
    DateTimeOffset? ConfirmedAt
);

/// <summary>What a comment said until its author corrected it.</summary>
public sealed record EarlierRevision(int Revision, string? Title, string Content, DateTimeOffset ReplacedAt);
