using Moderation.Contracts;

namespace Moderation.Intake.Tracking;

/// <summary>The values of <c>submissions.status</c>.</summary>
public static class SubmissionStatus
{
    /// <summary>No decision is in force.</summary>
    public const string Pending = "pending";

    public const string Approved = "approved";

    public const string Rejected = "rejected";

    /// <summary>It was published, and taken back.</summary>
    public const string Retracted = "retracted";

    /// <summary>Its author took it back, which no decision changes.</summary>
    public const string Withdrawn = "withdrawn";
}

/// <summary>What its author may see of a submission; the texts are null once they were erased.</summary>
public sealed record TrackedSubmission(
    Guid Id,
    string ArticleId,
    string? ArticleHeadline,
    string? ArticleUrl,
    DateTimeOffset SubmittedAt,
    string Status,
    string? Reason,
    DateTimeOffset? DecidedAt,
    bool Edited,
    bool Shown,
    string? Name,
    string? Title,
    string? Content,
    string? DecidedBy,
    string? RuleVi,
    string? RuleEn,
    bool Upheld,
    DateTimeOffset? AppealedAt,
    string? Appeal,
    DateTimeOffset? ErasureAskedAt,
    DateTimeOffset? ErasureDoneAt,
    Guid? ParentId,
    int Revision,
    int? DecidedRevision,
    DateTimeOffset? CorrectableUntil,
    string? MailNotices,
    int Browsers
)
{
    /// <summary>Readers see an earlier revision until the newest is decided.</summary>
    public bool IsCorrectionWaiting => Status == SubmissionStatus.Approved && DecidedRevision < Revision;

    /// <summary><c>open</c>, <c>upheld</c> or <c>overturned</c>; null without an appeal.</summary>
    public string? AppealState =>
        AppealedAt is null ? null
        : Upheld ? "upheld"
        : Status is SubmissionStatus.Approved ? "overturned"
        : "open";

    /// <summary>What the rule that rejected it is called.</summary>
    public Words? Rule => RuleVi is null || RuleEn is null ? null : new(RuleVi, RuleEn);
}
